package dev.fairlead.simulator;

import dev.fairlead.simulator.content.Out;
import dev.fairlead.simulator.content.Persona;
import dev.fairlead.simulator.content.Pieces;
import dev.fairlead.simulator.content.Speaker;
import dev.fairlead.simulator.dialect.Asked;
import dev.fairlead.simulator.dialect.Dialect;
import dev.fairlead.simulator.dialect.Refusal;
import dev.fairlead.simulator.dialect.Turn;
import dev.fairlead.simulator.dialect.Turn.Plain;
import dev.fairlead.simulator.dialect.Turn.Streamed;
import dev.fairlead.simulator.script.Behaviour;
import dev.fairlead.simulator.script.Fault;
import dev.fairlead.simulator.script.Fault.After;
import dev.fairlead.simulator.script.Fault.Html;
import dev.fairlead.simulator.script.Fault.Status;
import dev.fairlead.simulator.script.Fault.Way;
import dev.fairlead.simulator.script.Script;
import dev.fairlead.simulator.wire.Ending;
import dev.fairlead.simulator.wire.Incoming;
import dev.fairlead.simulator.wire.Journal;
import dev.fairlead.simulator.wire.Performance;
import dev.fairlead.simulator.wire.Performance.Body;
import dev.fairlead.simulator.wire.Performance.Events;
import dev.fairlead.simulator.wire.Performance.Pace;
import dev.fairlead.simulator.wire.Performance.Whole;
import dev.fairlead.simulator.wire.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a request meets its script: finds the dialect, asks the script how to behave, lets the
 * dialect write the answer, and spoils it as the script wants. Thread-safe.
 */
final class Stage implements Service {
  private static final byte[] SIMULATE = Out.ascii("x-simulate");
  private static final String PREFIX = "simulated/";
  private static final byte[] JSON_TYPE = Out.ascii("content-type: application/json\r\n");
  private static final byte[] GARBAGE = Out.ascii("{\"id\":\"\u0000,,,]<garbage>");
  private static final int SHORT = 10;

  private final List<Dialect> dialects;
  private final Script script;
  private final String key;
  private final long seed;
  private final Journal journal;
  private final Map<String, AtomicLong> numbers = new ConcurrentHashMap<>();

  /**
   * @param dialects the first that knows a request answers it; the last answers what none knows
   * @param key what callers have to send; empty lets everyone in
   */
  Stage(List<Dialect> dialects, Script script, String key, long seed, Journal journal) {
    this.dialects = List.copyOf(dialects);
    this.script = script;
    this.key = key;
    this.seed = seed;
    this.journal = journal;
  }

  @Override
  public Performance serve(Incoming request, long number) {
    var asked =
        Asked.of(
            request.method(),
            request.path(),
            request::header,
            request.body(),
            request.bodyFrom(),
            request.bodyTo());
    var dialect = dialect(asked);
    try {
      checkKey(dialect, asked);
      return perform(dialect, dialect.read(asked), asked.header(SIMULATE), number);
    } catch (Refusal e) {
      return json(dialect, Pace.AT_ONCE, e.status(), e.body(), number, "");
    }
  }

  private Dialect dialect(Asked asked) {
    for (var dialect : dialects) {
      if (dialect.knows(asked)) {
        return dialect;
      }
    }
    return dialects.getLast();
  }

  private void checkKey(Dialect dialect, Asked asked) throws Refusal {
    if (!key.isEmpty()) {
      var given = dialect.key(asked);
      if (!given.equals(key)) {
        throw dialect.wrongKey(given);
      }
    }
  }

  private Performance perform(Dialect dialect, Turn turn, String header, long number)
      throws Refusal {
    var asked = turn.model();
    int mark = asked.indexOf('?');
    var model = bare(mark < 0 ? asked : asked.substring(0, mark));
    var speaker = model.isEmpty() ? Persona.ECHO : speaker(dialect, model);
    var behaviour = model.isEmpty() ? Behaviour.PLAIN : scripted(model);
    try {
      behaviour = mark < 0 ? behaviour : behaviour.with(asked.substring(mark + 1));
      behaviour = header.isEmpty() ? behaviour : behaviour.with(header);
    } catch (IllegalArgumentException e) {
      throw dialect.badBehaviour(String.valueOf(e.getMessage()));
    }
    return perform(dialect, turn, speaker, behaviour, number);
  }

  private static String bare(String model) {
    return model.startsWith(PREFIX) ? model.substring(PREFIX.length()) : model;
  }

  private Speaker speaker(Dialect dialect, String model) throws Refusal {
    journal.model(model);
    var speaker = script.speaker(model);
    if (speaker.isEmpty()) {
      throw dialect.unknownModel(model);
    }
    return speaker.get();
  }

  private Behaviour scripted(String model) {
    var counter = numbers.get(model);
    if (counter == null) {
      counter = numbers.computeIfAbsent(model, _ -> new AtomicLong());
    }
    long number = counter.incrementAndGet();
    var random = new SplittableRandom(seed ^ model.hashCode() * 0x9e3779b97f4a7c15L ^ number);
    return script.next(model, number, random);
  }

  private Performance perform(
      Dialect dialect, Turn turn, Speaker speaker, Behaviour behaviour, long number)
      throws Refusal {
    return switch (behaviour.fault()) {
      case Status(int code, Duration retryAfter) ->
          json(
              dialect,
              beforeHead(behaviour, 0),
              code,
              dialect.error(code, retryAfter),
              number,
              retryAfter.isNegative() ? "" : dialect.retryFields(retryAfter));
      case Html(int code) -> html(behaviour, code);
      case Fault.Plain.CLOSE_BEFORE_HEADERS ->
          new Performance(
              beforeHead(behaviour, 0), 0, new byte[0], new Whole(new byte[0]), Ending.CUT);
      case Fault _ ->
          switch (turn.say(speaker, behaviour, number)) {
            case Plain plain -> plain(dialect, plain, behaviour, number);
            case Streamed streamed -> stream(dialect, streamed, behaviour, number);
          };
    };
  }

  private static Performance html(Behaviour behaviour, int code) {
    var page =
        "<html>\r\n<head><title>%d</title></head>\r\n<body><center><h1>%d</h1></center></body>\r\n</html>\r\n"
            .formatted(code, code);
    return new Performance(
        beforeHead(behaviour, 0),
        code,
        Out.ascii("content-type: text/html\r\n"),
        new Whole(Out.ascii(page)),
        Ending.NORMAL);
  }

  private Performance plain(Dialect dialect, Plain said, Behaviour behaviour, long number) {
    var fault = behaviour.fault();
    var pace = beforeHead(behaviour, said.tokens());
    var body = said.body();
    int length = body.length;
    Body sent =
        switch (fault) {
          case After(int count, Way way) when way == Way.CUT || way == Way.STALL ->
              new Whole(body, length, Math.min(count, length));
          case Fault.Plain.GARBAGE -> new Whole(GARBAGE);
          case Fault.Plain.ERROR_IN_200 -> new Whole(dialect.error(502, Status.UNSAID));
          case Fault.Plain.EMPTY -> new Whole(new byte[0]);
          case Fault.Plain.TRUNCATE_BODY -> new Whole(body, length, length / 2);
          case Fault.Plain.WRONG_CONTENT_LENGTH ->
              new Whole(body, Math.max(0, length - SHORT), length);
          case Fault _ -> new Whole(body);
        };
    return new Performance(pace, 200, fields(dialect, JSON_TYPE, number, ""), sent, ending(fault));
  }

  private Performance stream(Dialect dialect, Streamed said, Behaviour behaviour, long number) {
    var events = said.events();
    var framing = said.framing();
    var fault = behaviour.fault();
    var pieces =
        switch (fault) {
          case After(int count, Way way) when way == Way.ERROR ->
              events.first(count).then(Pieces.one(framing.error(502, count)));
          case After(int count, Way _) -> events.first(count);
          case Fault.Plain.GARBAGE ->
              events.first(2).then(Pieces.one(framing.garbage(2))).then(events);
          case Fault.Plain.ERROR_IN_200 -> Pieces.one(framing.error(502, 0));
          case Fault.Plain.EMPTY -> events.first(0);
          case Fault.Plain.TRUNCATE_BODY -> events.first(2);
          case Fault _ -> events;
        };
    var type = Out.ascii("content-type: " + framing.type() + "\r\ncache-control: no-cache\r\n");
    return new Performance(
        paced(behaviour),
        200,
        fields(dialect, type, number, ""),
        new Events(pieces, false),
        ending(fault));
  }

  private static Ending ending(Fault fault) {
    return switch (fault) {
      case After(_, Way way) when way == Way.CUT -> Ending.CUT;
      case After(_, Way way) when way == Way.STALL -> Ending.STALL;
      case Fault.Plain.TRUNCATE_BODY -> Ending.CUT;
      case Fault _ -> Ending.NORMAL;
    };
  }

  private Performance json(
      Dialect dialect, Pace pace, int status, byte[] body, long number, String more) {
    return new Performance(
        pace, status, fields(dialect, JSON_TYPE, number, more), new Whole(body), Ending.NORMAL);
  }

  private byte[] fields(Dialect dialect, byte[] type, long number, String more) {
    var out = new Out(448).put(type);
    dialect.fields(out, number);
    if (!more.isEmpty()) {
      out.put(more);
    }
    return out.toArray();
  }

  /** A plain answer comes when its last token would have come. */
  private static Pace beforeHead(Behaviour b, int tokens) {
    long writing = b.firstToken().toNanos() + Math.max(0, tokens - 1) * perToken(b);
    return new Pace(
        b.latency().toNanos() + (tokens > 0 ? writing : 0),
        b.slowHeaders().toNanos(),
        0,
        0,
        b.chunkBytes());
  }

  private static Pace paced(Behaviour b) {
    return new Pace(
        b.latency().toNanos(),
        b.slowHeaders().toNanos(),
        b.firstToken().toNanos(),
        perToken(b) * b.chunkTokens(),
        b.chunkBytes());
  }

  private static long perToken(Behaviour b) {
    return b.tokensPerSecond() == 0 ? 0 : 1_000_000_000L / b.tokensPerSecond();
  }
}
