package dev.fairlead.provider.aws;

import dev.fairlead.provider.aws.SigV4.Header;
import dev.fairlead.provider.aws.SigV4.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A request in the form that is hashed and signed. */
final class Canonical {
  static final String SECURITY_TOKEN = "x-amz-security-token";

  /** What proxies change; AWS's own signers leave these out. */
  private static final Set<String> UNSIGNED =
      Set.of("connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id");

  private static final Set<String> OURS =
      Set.of("authorization", "host", "x-amz-date", SECURITY_TOKEN);

  private final Bytes out = new Bytes(512);
  private final String names;

  /**
   * Writes it.
   *
   * @param token of temporary credentials; empty: none
   * @param bodyHash in lower-case hexadecimal
   */
  Canonical(Request request, String date, String token, String bodyHash) {
    out.add(request.method()).add('\n');
    path(request.path());
    out.add('\n');
    query(request.query());
    out.add('\n');
    names = headers(signed(request, date, token));
    out.add('\n').add(names).add('\n').add(bodyHash);
  }

  Bytes bytes() {
    return out;
  }

  /** The names of the signed headers, with semicolons between. */
  String names() {
    return names;
  }

  private void path(String path) {
    var plain = path.startsWith("/") ? path : "/" + path;
    Percent.encode(plain.contains("//") || plain.contains("/.") ? direct(plain) : plain, true, out);
  }

  /** Without empty segments and those of one or two dots (RFC 3986, 5.2.4). */
  private static String direct(String path) {
    var kept = new ArrayDeque<String>();
    var last = "";
    for (var segment : path.split("/", -1)) {
      last = segment;
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    boolean folder = last.isEmpty() || last.equals(".") || last.equals("..");
    return "/" + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
  }

  private void query(String query) {
    if (query.isEmpty()) {
      return;
    }
    var pairs = new ArrayList<Header>();
    for (var piece : query.split("&", -1)) {
      if (!piece.isEmpty()) {
        int equals = piece.indexOf('=');
        var name = equals < 0 ? piece : piece.substring(0, equals);
        pairs.add(new Header(again(name), again(equals < 0 ? "" : piece.substring(equals + 1))));
      }
    }
    pairs.sort(Comparator.comparing(Header::name).thenComparing(Header::value));
    for (int i = 0; i < pairs.size(); i++) {
      out.add(i == 0 ? "" : "&").add(pairs.get(i).name()).add('=').add(pairs.get(i).value());
    }
  }

  /** Encoded anew, since there are several ways to write the same. */
  private static String again(String text) {
    var plain = Percent.decode(text);
    var encoded = new Bytes(plain.length() + 16);
    Percent.encode(plain.array(), plain.length(), false, encoded);
    return encoded.latin1();
  }

  private static List<Header> signed(Request request, String date, String token) {
    var all = new ArrayList<Header>(request.headers().size() + 3);
    all.add(new Header("host", request.host()));
    all.add(new Header("x-amz-date", date));
    if (!token.isEmpty()) {
      all.add(new Header(SECURITY_TOKEN, token));
    }
    for (var header : request.headers()) {
      var name = header.name().toLowerCase(Locale.ROOT);
      if (OURS.contains(name)) {
        throw new IllegalArgumentException(
            "header to sign: %s (expected: one that the signer does not add)".formatted(name));
      }
      if (!UNSIGNED.contains(name)) {
        all.add(new Header(name, header.value()));
      }
    }
    all.sort(Comparator.comparing(Header::name));
    return all;
  }

  /** Writes a line for each name and gives the names. Values of the same name stay in order. */
  private String headers(List<Header> sorted) {
    var joined = new StringBuilder();
    var before = "";
    for (var header : sorted) {
      if (header.name().equals(before)) {
        out.add(',');
      } else {
        out.add(before.isEmpty() ? "" : "\n").add(header.name()).add(':');
        joined.append(joined.isEmpty() ? "" : ";").append(header.name());
        before = header.name();
      }
      value(header.value());
    }
    out.add('\n');
    return joined.toString();
  }

  /** Without white space at the ends, and any inside as one space. */
  private void value(String value) {
    int end = value.length();
    int run = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || white(value.charAt(i))) {
        if (i > run) {
          out.add(value.substring(run, i));
          while (i < end && white(value.charAt(i))) {
            i++;
          }
          out.add(i < end ? " " : "");
          run = i;
        } else {
          run = i + 1;
        }
      }
    }
  }

  private static boolean white(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}
