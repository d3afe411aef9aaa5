package dev.fairlead.simulator.script;

import dev.fairlead.simulator.script.Behaviour.Signatures;
import dev.fairlead.simulator.script.Behaviour.UsagePlace;
import dev.fairlead.simulator.script.Fault.After;
import dev.fairlead.simulator.script.Fault.Html;
import dev.fairlead.simulator.script.Fault.Plain;
import dev.fairlead.simulator.script.Fault.Status;
import dev.fairlead.simulator.script.Fault.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the words for behaviour: {@code name[=value]}, separated by commas. The header {@code
 * x-simulate}, the part of a model's name behind {@code ?}, and script files all use it.
 */
final class BehaviourText {
  private static final List<String> WORDS =
      List.of(
          "latency",
          "slow-headers",
          "first-token",
          "tokens-per-second",
          "tokens",
          "think",
          "chunk-tokens",
          "chunk-bytes",
          "tool-calls",
          "usage",
          "signatures",
          "status",
          "retry-after",
          "html",
          "stall-after",
          "cut-after",
          "end-after",
          "error-in-stream-after",
          "garbage",
          "error-in-200",
          "no-done",
          "empty",
          "close-before-headers",
          "truncate-body",
          "wrong-content-length",
          "ok");

  private Duration latency;
  private Duration slowHeaders;
  private Duration firstToken;
  private int tokensPerSecond;
  private int tokens;
  private int think;
  private int chunkTokens;
  private int chunkBytes;
  private int toolCalls;
  private UsagePlace usage;
  private Signatures signatures;
  private Fault fault;

  private BehaviourText(Behaviour start) {
    latency = start.latency();
    slowHeaders = start.slowHeaders();
    firstToken = start.firstToken();
    tokensPerSecond = start.tokensPerSecond();
    tokens = start.tokens();
    think = start.think();
    chunkTokens = start.chunkTokens();
    chunkBytes = start.chunkBytes();
    toolCalls = start.toolCalls();
    usage = start.usage();
    signatures = start.signatures();
    fault = start.fault();
  }

  static Behaviour change(Behaviour start, String text) {
    var change = new BehaviourText(start);
    for (var word : text.split(",", -1)) {
      int equals = word.indexOf('=');
      var name = (equals < 0 ? word : word.substring(0, equals)).strip();
      if (!name.isEmpty()) {
        change.word(name, equals < 0 ? "" : word.substring(equals + 1).strip());
      }
    }
    return change.done();
  }

  private Behaviour done() {
    return new Behaviour(
        latency,
        slowHeaders,
        firstToken,
        tokensPerSecond,
        tokens,
        think,
        chunkTokens,
        chunkBytes,
        toolCalls,
        usage,
        signatures,
        fault);
  }

  /** One word; {@code value} is empty where there is none. */
  private void word(String name, String value) {
    switch (name) {
      case "latency" -> latency = duration(name, value);
      case "slow-headers" -> slowHeaders = duration(name, value);
      case "first-token" -> firstToken = duration(name, value);
      case "tokens-per-second" -> tokensPerSecond = number(name, value, 0, 1_000_000);
      case "tokens" -> tokens = number(name, value, 0, 1_000_000);
      case "think" -> think = number(name, value, 0, 1_000_000);
      case "chunk-tokens" -> chunkTokens = number(name, value, 1, 1_000_000);
      case "chunk-bytes" -> chunkBytes = number(name, value, 0, 1 << 20);
      case "tool-calls" -> toolCalls = number(name, value, 1, 128);
      case "usage" -> usage = one(name, value, UsagePlace.values());
      case "signatures" -> signatures = one(name, value, Signatures.values());
      default -> fault = fault(name, value);
    }
  }

  private Fault fault(String name, String value) {
    return switch (name) {
      case "ok" -> Fault.NONE;
      case "status" -> status(number(name, value, 200, 599));
      case "retry-after" -> retryAfter(duration(name, value));
      case "html" -> new Html(value.isEmpty() ? 502 : number(name, value, 400, 599));
      case "html-502" -> new Html(502);
      case "stall-after" -> after(name, value, Way.STALL);
      case "cut-after" -> after(name, value, Way.CUT);
      case "end-after" -> after(name, value, Way.END);
      case "error-in-stream-after" -> after(name, value, Way.ERROR);
      default -> plain(name, value);
    };
  }

  private Fault status(int code) {
    return code < 400 ? Fault.NONE : new Status(code, said(fault));
  }

  private static Duration said(Fault fault) {
    return fault instanceof Status(_, var retryAfter) ? retryAfter : Status.UNSAID;
  }

  private Fault retryAfter(Duration wait) {
    return new Status(fault instanceof Status(var code, _) ? code : 429, wait);
  }

  private static Fault after(String name, String value, Way way) {
    return new After(number(name, value, 0, Integer.MAX_VALUE), way);
  }

  private static Fault plain(String name, String value) {
    for (var plain : Plain.values()) {
      if (name.equals(word(plain))) {
        if (!value.isEmpty()) {
          throw wrong(name, value, "no value");
        }
        return plain;
      }
    }
    throw new IllegalArgumentException(
        "behaviour: %s (expected: one of %s)".formatted(name, String.join(", ", WORDS)));
  }

  private static <T extends Enum<T>> T one(String name, String value, T[] all) {
    for (var one : all) {
      if (value.equals(word(one))) {
        return one;
      }
    }
    throw wrong(name, value, "one of " + Arrays.stream(all).map(BehaviourText::word).toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below, as for a number out of range
    }
    throw wrong(name, value, "%d to %d".formatted(least, most));
  }

  /** A time as {@code 200ms}, {@code 5s}, {@code 1.5s} or {@code 2m}; a bare number is seconds. */
  static Duration duration(String name, String value) {
    var unit = value.replaceAll("[0-9.]", "");
    var figure = value.substring(0, value.length() - unit.length());
    try {
      var nanos =
          new java.math.BigDecimal(figure)
              .multiply(
                  switch (unit) {
                    case "us" -> java.math.BigDecimal.valueOf(1_000);
                    case "ms" -> java.math.BigDecimal.valueOf(1_000_000);
                    case "s", "" -> java.math.BigDecimal.valueOf(1_000_000_000);
                    case "m" -> java.math.BigDecimal.valueOf(60_000_000_000L);
                    default -> throw wrong(name, value, "a time such as 200ms, 5s or 2m");
                  });
      return Duration.ofNanos(nanos.longValue());
    } catch (NumberFormatException _) {
      throw wrong(name, value, "a time such as 200ms, 5s or 2m");
    }
  }

  private static IllegalArgumentException wrong(String name, String value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
  }

  /** Every word there is. */
  static List<String> words() {
    return new ArrayList<>(WORDS);
  }
}
