package dev.fairlead.edge.flow;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A provider's error answer, collected up to a bound; used on its loop only. */
final class ErrorBody {
  private static final int BOUND = 1 << 20;

  private final HttpResponse head;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  ErrorBody(HttpResponse head) {
    this.head = head;
  }

  void add(ByteBuf bytes) {
    var piece = new byte[Math.min(bytes.readableBytes(), BOUND - body.size())];
    bytes.readBytes(piece).release();
    body.writeBytes(piece);
  }

  byte[] bytes() {
    return body.toByteArray();
  }

  HttpHeaders headers() {
    return head.headers();
  }

  /** What the provider asks for: {@code retry-after-ms}, or seconds or a date; else zero. */
  Duration retryAfter() {
    var millis = number(head.headers().get("retry-after-ms"));
    if (millis >= 0) {
      return Duration.ofMillis(millis);
    }
    var text = head.headers().get(HttpHeaderNames.RETRY_AFTER);
    var seconds = number(text);
    if (seconds >= 0) {
      return Duration.ofSeconds(seconds);
    }
    return text == null ? Duration.ZERO : until(text);
  }

  private static Duration until(String date) {
    try {
      var at = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(Instant.now(), at);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  /** A whole number, its fraction rounded up; -1 if it is none. */
  private static long number(@Nullable String text) {
    if (text == null || !text.matches("\\d{1,9}(\\.\\d+)?")) {
      return -1;
    }
    int point = text.indexOf('.');
    return point < 0 ? Long.parseLong(text) : Long.parseLong(text.substring(0, point)) + 1;
  }
}
