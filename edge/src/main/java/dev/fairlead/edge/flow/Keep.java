package dev.fairlead.edge.flow;

import dev.fairlead.dialect.openai.state.InputItems;
import dev.fairlead.dialect.openai.state.ResponseObject;
import dev.fairlead.dialect.openai.state.Stamp;
import dev.fairlead.dialect.openai.state.Stamp.Stamped;
import dev.fairlead.edge.state.Kept;
import dev.fairlead.edge.state.Pending;
import dev.fairlead.json.JsonFault;
import dev.fairlead.json.Members;
import dev.fairlead.json.Skim;
import dev.fairlead.sse.SseScan;
import dev.fairlead.state.Head;
import dev.fairlead.state.Item;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Ref;
import dev.fairlead.state.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer is kept with: relays show it what goes to the client, and send what it makes of
 * that. Until it is written, who asks for it waits.
 *
 * <p>Used on the exchange's loop while an attempt runs, and on its thread when that is over.
 */
final class Keep {
  private static final Logger LOG = LoggerFactory.getLogger(Keep.class);
  private static final int BOUND = 32 << 20;

  private final Kept kept;
  private final Head head;
  private final Stamp stamp;
  private final Members asked;
  private final Map<String, Item> known;
  private byte @Nullable [] last;
  private Pending.@Nullable Write write;

  /**
   * @param asked the request as its caller sent it
   * @param known the items that its references name
   */
  Keep(Kept kept, Head head, Members asked, Map<String, Item> known) {
    this.kept = kept;
    this.head = head;
    this.stamp = new Stamp(head.ref().id(), head.context(), head.background());
    this.asked = asked;
    this.known = known;
  }

  /** Another attempt begins. */
  void again() {
    last = null;
  }

  /** A whole answer, as it is to go out. */
  byte[] answer(byte[] json) {
    try {
      var stamped = stamp.object(json, 0, json.length);
      ended(stamped);
      return stamped;
    } catch (JsonFault e) {
      LOG.warn("response {} is not kept: {}", head.ref().id(), e.getMessage());
      return json;
    }
  }

  /** An event as it is to go out, framing included; null if it may pass as it is. */
  byte @Nullable [] event(byte[] data, int from, int to) {
    return stamp.event(data, from, to).map(this::noted).map(Stamped::frame).orElse(null);
  }

  private Stamped noted(Stamped event) {
    if (event.last()) {
      ended(event.response());
    }
    return event;
  }

  /** Whole events, framing included, as they are to go out. */
  byte[] events(byte[] made) {
    var out = new ByteArrayOutputStream(made.length + 64);
    var passed = new int[1];
    new SseScan(BOUND)
        .feed(
            made,
            0,
            made.length,
            (data, from, to, end) -> {
              var edited = event(data, from, to);
              if (edited != null) {
                out.writeBytes(edited);
              } else {
                out.write(made, passed[0], end - passed[0]);
              }
              passed[0] = end;
            });
    out.write(made, passed[0], made.length - passed[0]);
    return out.toByteArray();
  }

  /** From here on the client may know that it has ended. */
  private void ended(byte[] response) {
    last = response;
    if (write == null) {
      var refs = new ArrayList<Ref>(2);
      refs.add(head.ref());
      if (!head.context().conversationId().isEmpty()) {
        refs.add(new Ref(head.ref().owner(), head.context().conversationId()));
      }
      write = kept.pending().begin(refs);
    }
  }

  /**
   * The exchange is over: writes what there is to be kept. A failure is logged and nothing else.
   *
   * @param relayed whether an answer has gone out
   */
  void over(String exchange, boolean relayed) {
    var response = last;
    var waited = write;
    try {
      if (relayed && response != null) {
        Blocking.call(() -> {
          write(response);
          return true;
        });
      }
    } catch (RuntimeException e) {
      LOG.error("exchange {}: response {} is not kept", exchange, head.ref().id(), e);
    } finally {
      if (waited != null) {
        waited.done();
      }
    }
  }

  private void write(byte[] response) {
    var status = status(response);
    if (!status.ended()) {
      throw new IllegalStateException(
          "status: %s (expected: one of an end)".formatted(status.word()));
    }
    var object = new String(response, StandardCharsets.UTF_8);
    var progress = new Progress(status, object, ResponseObject.output(object, kept.ids()), "");
    kept.store().responses().begin(head, input(kept, asked, known), progress);
  }

  private static Status status(byte[] response) {
    var members = Skim.lenient(response, 0, response.length);
    int i = members.find("status");
    return i < 0 || members.kind(i) != Members.Kind.STRING
        ? Status.COMPLETED
        : Status.of(members.text(i));
  }

  /** The items that a request brought itself. */
  static List<Item> input(Kept kept, Members asked, Map<String, Item> known) {
    int i = asked.find("input");
    return i < 0
        ? List.of()
        : new InputItems(kept.ids(), id -> Optional.ofNullable(known.get(id))).read(asked, i);
  }
}
