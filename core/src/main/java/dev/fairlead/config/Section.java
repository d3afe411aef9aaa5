package dev.fairlead.config;

import dev.fairlead.json.YamlNode;
import dev.fairlead.json.YamlNode.Items;
import dev.fairlead.json.YamlNode.Kind;
import dev.fairlead.json.YamlNode.Members;
import dev.fairlead.json.YamlNode.Scalar;
import dev.fairlead.json.YamlNode.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One mapping of the file. Hands out its values by key and remembers the keys; {@link #end}
 * complains of the rest. Not thread-safe.
 */
final class Section {

  /** A value under a name that the owner chose, or at a position of a list. */
  record Entry(String name, Span nameSpan, Place place, YamlNode value) {}

  private final Reading reading;
  private final Place place;
  private final Span span;
  private final Map<String, YamlNode.Member> members = new LinkedHashMap<>();
  private final SortedSet<String> known = new TreeSet<>();

  private Section(Reading reading, Place place, Members node) {
    this.reading = reading;
    this.place = place;
    this.span = node.span();
    for (var member : node.members()) {
      if (!Place.showable(member.key().text())) {
        reading.hide(member.key());
      }
      var first = members.putIfAbsent(member.key().text(), member);
      if (first != null) {
        repeated(member, first);
      }
    }
  }

  /** The mapping at a place; none, and a complaint, if something else is there. */
  static Optional<Section> of(Reading reading, Place place, YamlNode node) {
    if (node instanceof Members members) {
      return Optional.of(new Section(reading, place, members));
    }
    return node instanceof Scalar scalar && scalar.kind() == Kind.NULL
        ? Optional.empty()
        : reading.wrongKind(place, node, "a section of key: value lines");
  }

  Place place() {
    return place;
  }

  Span span() {
    return span;
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  /** Where a key's value stands; the section itself without the key. */
  Span spanOf(String key) {
    var member = members.get(key);
    return member == null ? span : member.value().span();
  }

  /** The value of a key, or the default without the key or with a value that does not fit. */
  <T> T get(String key, Form<T> form, T otherwise) {
    return get(key, form).orElse(otherwise);
  }

  <T> Optional<T> get(String key, Form<T> form) {
    return value(key).flatMap(node -> reading.value(place.key(key), node, form));
  }

  /** The value of a key that must be there. */
  <T> Optional<T> required(String key, Form<T> form) {
    if (!has(key)) {
      reading.complain(span, place.key(key), "missing", form.expected());
    }
    return get(key, form);
  }

  /** The section under a key; none without it, or when nothing is in it. */
  Optional<Section> section(String key) {
    return value(key).flatMap(node -> of(reading, place.key(key), node));
  }

  /** The raw value of a key. */
  Optional<YamlNode> value(String key) {
    known.add(key);
    reading.ask(place.key(key));
    return Optional.ofNullable(members.get(key)).map(YamlNode.Member::value);
  }

  /** The entries of a section whose names the owner chooses. */
  List<Entry> named(String key) {
    return section(key).map(Section::named).orElse(List.of());
  }

  /** All entries, whatever their names. */
  private List<Entry> named() {
    return members.values().stream()
        .map(m -> new Entry(m.key().text(), m.key().span(), place.named(m.key().text()), m.value()))
        .toList();
  }

  /** The entries of a list. */
  List<Entry> items(String key, String expected) {
    var node = value(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Items items)) {
      reading.wrongKind(place.key(key), node.get(), expected);
      return List.of();
    }
    var entries = new ArrayList<Entry>();
    for (var item : items.items()) {
      var at = place.key(key).item(entries.size());
      entries.add(new Entry("", item.span(), at, item));
    }
    return entries;
  }

  /** A list of scalars of one form. */
  <T> List<T> list(String key, Form<T> form) {
    return items(key, "a list, each entry " + form.expected()).stream()
        .flatMap(entry -> reading.value(entry.place(), entry.value(), form).stream())
        .toList();
  }

  /** To be called when every known key was asked for: complains of the others. */
  void end() {
    for (var member : members.values()) {
      if (!known.contains(member.key().text())) {
        unknown(member);
      }
    }
  }

  private void unknown(YamlNode.Member member) {
    var name = member.key().text();
    reading.hide(member.value());
    if (name.equals("<<")) {
      reading.complain(
          member.key().span(), place.key(name), "a merge key", "the keys themselves, or *alias");
      return;
    }
    var expected = Nearest.to(name, known).orElseGet(() -> oneOf(known));
    reading.complain(member.key().span(), place.key(name), "unknown key", expected);
  }

  private static String oneOf(SortedSet<String> names) {
    return "one of " + String.join(", ", names);
  }

  private void repeated(YamlNode.Member member, YamlNode.Member first) {
    reading.hide(member.value());
    reading.complain(
        member.key().span(),
        place.key(member.key().text()),
        "the same key again",
        "once; it is already in line " + first.key().span().line());
  }
}
