package dev.fairlead.store.state;

import dev.fairlead.state.Item;
import dev.fairlead.state.Listing;
import dev.fairlead.state.PageRequest;
import dev.fairlead.state.PageRequest.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Cuts pages out of a list of items.
 *
 * @param with a WITH clause that ends in a table {@code listed (item, id, place)}: the row of each
 *     item, its id, and a number that grows along the list
 * @param table where the items are
 * @param values of the clause's parameters
 */
record Pager(String with, String table, Map<String, Object> values) {

  /** Where the page lies: beyond one place and before another. */
  private record Span(long above, long below) {}

  Listing page(Handle handle, PageRequest page) {
    var after = place(handle, page.after());
    var before = place(handle, page.before());
    if (!page.after().isEmpty() && after.isEmpty()) {
      return new Listing.NoSuchItem(page.after());
    }
    if (!page.before().isEmpty() && before.isEmpty()) {
      return new Listing.NoSuchItem(page.before());
    }
    boolean asc = page.order() == Order.ASC;
    long above = (asc ? after : before).orElse(Long.MIN_VALUE);
    long below = (asc ? before : after).orElse(Long.MAX_VALUE);
    boolean backwards = after.isEmpty() && before.isPresent();
    var items = read(handle, new Span(above, below), asc != backwards, page.limit() + 1);
    boolean more = items.size() > page.limit();
    var cut = more ? items.subList(0, page.limit()) : items;
    return new Listing.Page(backwards ? cut.reversed() : cut, more);
  }

  private Optional<Long> place(Handle handle, String id) {
    return id.isEmpty()
        ? Optional.empty()
        : handle
            .createQuery(with + "SELECT min(place) FROM listed WHERE id = :cursor")
            .bindMap(values)
            .bind("cursor", id)
            .mapTo(Long.class)
            .findOne();
  }

  private List<Item> read(Handle handle, Span span, boolean asc, int limit) {
    var select = "SELECT t.id, t.json FROM listed l CROSS JOIN " + table + " t ON t.key = l.item";
    var where = " WHERE l.place > :above AND l.place < :below ORDER BY l.place ";
    return handle
        .createQuery(with + select + where + (asc ? "ASC" : "DESC") + " LIMIT :limit")
        .bindMap(values)
        .bind("above", span.above())
        .bind("below", span.below())
        .bind("limit", limit)
        .map((row, _) -> ItemRows.of(row))
        .list();
  }
}
