package dev.fairlead.dialect;

import dev.fairlead.json.Members;
import java.util.List;

/**
 * What the gateway must know of a request; the rest of the body passes unread.
 *
 * @param body the request's bytes with the places of its members
 * @param models what is asked for, in the order to try; at least one
 * @param stream whether the answer is to come as a stream
 * @param usageAsked whether the caller wants usage in the stream
 * @param costAsked whether the caller wants {@code usage.cost}
 * @param wishes which providers the caller wants
 * @param action what is to be done
 */
public record Envelope(
    Members body,
    List<String> models,
    boolean stream,
    boolean usageAsked,
    boolean costAsked,
    Wishes wishes,
    Action action) {

  /** One of a conversation that goes on. */
  public Envelope(
      Members body,
      List<String> models,
      boolean stream,
      boolean usageAsked,
      boolean costAsked,
      Wishes wishes) {
    this(body, models, stream, usageAsked, costAsked, wishes, Action.CHAT);
  }

  /** The same request, to do something else. */
  public Envelope toDo(Action other) {
    return other == action
        ? this
        : new Envelope(body, models, stream, usageAsked, costAsked, wishes, other);
  }

  /**
   * Which providers the caller wants; ids in lower case.
   *
   * @param order tried first, in this order
   * @param only no others than these; empty: any
   * @param ignore never these
   * @param fallbacks whether more than the first endpoint may be tried
   */
  public record Wishes(
      List<String> order, List<String> only, List<String> ignore, boolean fallbacks) {
    public static final Wishes NONE = new Wishes(List.of(), List.of(), List.of(), true);

    public Wishes {
      order = List.copyOf(order);
      only = List.copyOf(only);
      ignore = List.copyOf(ignore);
    }
  }

  public Envelope {
    models = List.copyOf(models);
  }
}
