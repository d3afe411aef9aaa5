package dev.fairlead.dialect.fit;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.catalog.Prices;
import dev.fairlead.dialect.AnswerFault;
import dev.fairlead.dialect.AnswerMeter;
import dev.fairlead.dialect.Assembler;
import dev.fairlead.dialect.Call;
import dev.fairlead.dialect.Collector;
import dev.fairlead.dialect.Destination;
import dev.fairlead.dialect.Envelope;
import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Inbound;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Outbound;
import dev.fairlead.dialect.Outgoing;
import dev.fairlead.dialect.ProviderError;
import dev.fairlead.dialect.StreamMeter;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Event;
import dev.fairlead.model.Failure;
import dev.fairlead.model.Failure.Cause;
import dev.fairlead.model.Finish;
import dev.fairlead.model.Item;
import dev.fairlead.model.Request;
import dev.fairlead.model.Response;
import dev.fairlead.model.Usage;
import dev.fairlead.provider.Provider;
import dev.fairlead.provider.Quirks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A dialect of lines: small enough to see what happens between the two ends. */
final class Lines {
  private Lines() {}

  static Destination nowhere() {
    return new Destination(
        new Endpoint(
            "a/m",
            "",
            "p",
            "gpt",
            Endpoint.Kind.CHAT,
            0,
            0,
            0,
            Set.of(),
            Set.of(),
            Set.of(),
            Prices.NONE,
            List.of(),
            Endpoint.Origin.CONFIG),
        new Provider(
            "p",
            "P",
            Map.of(),
            Provider.Auth.NONE,
            List.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            Quirks.NONE,
            Provider.Facts.NONE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the kind of each event and item, and its text. */
  static final class In implements Inbound {
    @Override
    public String id() {
      return "caller";
    }

    @Override
    public Envelope envelope(Call call, byte[] body) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Request read(Envelope envelope, Warnings warnings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] write(Response response, Request asked, Warnings warnings) {
      var out = new StringBuilder();
      for (var choice : response.choices()) {
        for (var item : choice.items()) {
          out.append(item.getClass().getSimpleName()).append(' ');
        }
        out.append(choice.finish().kind());
      }
      return bytes(out + " " + response.usage().output() + "\n");
    }

    @Override
    public EventWriter stream(Request asked) {
      return event ->
          bytes(
              event.getClass().getSimpleName()
                  + switch (event) {
                    case Event.TextDelta e -> " " + e.text();
                    case Event.Fail e -> " " + e.message();
                    case Event.ChoiceEnd e -> " " + e.finish().kind();
                    default -> "";
                  }
                  + "\n");
    }

    @Override
    public ErrorAnswer error(Failure failure) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] streamError(Failure failure) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] count(long tokens) {
      return Long.toString(tokens).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, Fate> fields() {
      return Map.of();
    }

    @Override
    public boolean isErrorBody(byte[] body) {
      return false;
    }
  }

  /** Reads one command a line. */
  record Out(Manners manners) implements Outbound {
    @Override
    public String id() {
      return "lines";
    }

    @Override
    public String dialect() {
      return "lines";
    }

    @Override
    public Manners manners(Destination to) {
      return manners;
    }

    @Override
    public Outgoing pass(Envelope envelope, Destination to, Warnings warnings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StreamMeter streamMeter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public AnswerMeter answerMeter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Sent write(Request request, Destination to, Warnings warnings) {
      var out = new StringBuilder();
      for (var item : request.items()) {
        if (item instanceof Item.User user) {
          out.append("user:");
          user.parts().stream()
              .map(p -> p instanceof dev.fairlead.model.Part.Text t ? t.text() : "…")
              .forEach(out::append);
          out.append('\n');
        }
      }
      return new Asked(new Outgoing("/", bytes(out.toString())));
    }

    @Override
    public ProviderError error(int status, byte[] body) {
      throw new UnsupportedOperationException();
    }
  }

  private record Asked(Outgoing outgoing) implements Outbound.Sent {
    @Override
    public Response read(byte[] body) {
      var whole = new Collector();
      var reader = stream(whole);
      for (var line : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
        reader.event("", bytes(line), 0, bytes(line).length);
      }
      var failure = whole.failure();
      if (failure != null) {
        throw new AnswerFault(failure.cause(), failure.status(), failure.message());
      }
      return whole.response();
    }

    @Override
    public Outbound.EventReader stream(Consumer<Event> out) {
      return new Reader(new Assembler(out));
    }
  }

  private record Reader(Assembler out) implements Outbound.EventReader {
    @Override
    public void event(String type, byte[] data, int from, int to) {
      var words = new String(data, from, to - from, StandardCharsets.UTF_8).split(" ", 2);
      var rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "start" -> out.start("id", "m", 0, Usage.NONE, "");
        case "open" -> out.open(0, new Item.Assistant(List.of()));
        case "text" -> out.text(0, 0, 0, rest);
        case "finish" ->
            out.finish(
                0,
                Finish.of(
                    rest.equals("stop") ? Finish.Kind.STOP : Finish.Kind.MALFORMED_TOOL_CALL,
                    rest));
        case "usage" -> {
          var counts = rest.split(" ", -1);
          out.usage(
              new Usage(
                  Long.parseLong(counts[0]), 0, 0, 0, 0, Long.parseLong(counts[1]), 0, 0, true));
        }
        case "fail" -> out.fail(Cause.ERROR_INSIDE, 0, rest);
        case "end" -> out.end(Map.of());
        default -> throw new AssertionError(words[0]);
      }
    }

    @Override
    public void end() {
      out.fail(Cause.CUT, 0, "cut");
    }

    @Override
    public void stop(Cause cause, String why) {
      out.fail(cause, 0, why);
    }
  }
}
