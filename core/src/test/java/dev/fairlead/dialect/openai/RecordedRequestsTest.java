package dev.fairlead.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.dialect.Warnings;
import dev.fairlead.json.Node;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Requests of real clients come out as they went in, up to the normalisations named here. */
final class RecordedRequestsTest {
  private static final Map<String, String> PROVIDERS =
      Map.of("moonshot", "moonshotai", "gemini", "google");

  @TestFactory
  List<DynamicTest> aRequestIsWrittenAsItWasRead() {
    var tests = new ArrayList<DynamicTest>();
    for (var recording : Recordings.of("openai.chat")) {
      var body = recording.request();
      if (body != null && recording.status() == 200) {
        tests.add(
            DynamicTest.dynamicTest(recording.file(), () -> compare(body, recording.provider())));
      }
    }
    assertThat(tests).hasSizeGreaterThan(80);
    return tests;
  }

  private static void compare(Node body, String provider) {
    var warnings = new Warnings(false);
    var to = Ends.at(PROVIDERS.getOrDefault(provider, provider), body.text("model"));
    var written = Ends.written(Ends.read(body.toString(), warnings), to, warnings);
    var differences = new ArrayList<String>();
    compare("", Recordings.tree(body), Recordings.tree(written), differences);
    assertThat(differences).as("%s", warnings.list()).isEmpty();
  }

  private static void compare(
      String path, @Nullable Object given, @Nullable Object got, List<String> differences) {
    if (given instanceof Map<?, ?> a && got instanceof Map<?, ?> b) {
      var names = new TreeSet<String>();
      a.keySet().forEach(name -> names.add(String.valueOf(name)));
      b.keySet().forEach(name -> names.add(String.valueOf(name)));
      names.forEach(name -> compare(path + "." + name, a.get(name), b.get(name), differences));
    } else if (given instanceof List<?> a && got instanceof List<?> b && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        compare(path + "[]", a.get(i), b.get(i), differences);
      }
    } else if (!Objects.equals(given, got) && !expected(path, given, got)) {
      differences.add(path + ": " + given + " became " + got);
    }
  }

  /** The normalisations. */
  private static boolean expected(String path, @Nullable Object given, @Nullable Object got) {
    return switch (path) {
      // What is the default, or the gateway's own.
      case ".stream" -> Boolean.FALSE.equals(given);
      case ".n" -> given instanceof BigDecimal n && n.compareTo(BigDecimal.ONE) == 0;
      case ".usage", ".provider", ".stream_options" -> true;
      case ".tools" -> given == null || empty(given);
      // Other words for the same.
      case ".max_tokens", ".max_completion_tokens", ".user", ".safety_identifier" -> true;
      case ".functions" -> got == null;
      case ".reasoning", ".reasoning_effort", ".thinking" -> got != null || given != null;
      // An answer's members that a request does not need.
      case ".messages[].annotations", ".messages[].tool_calls", ".messages[].prefix" -> got == null;
      case ".messages[].reasoning_details[].id" -> given == null;
      // Providers that do not want thoughts back; DeepSeek wants at least an empty text.
      case ".messages[].reasoning_content", ".messages[].reasoning" ->
          got == null || got.equals("");
      case ".messages[].content" -> sameContent(given, got);
      // A mark on a message goes to its last part; five minutes is the default.
      case ".messages[].cache_control" -> got == null;
      case ".messages[].content[].cache_control.ttl", ".tools[].cache_control.ttl" ->
          "5m".equals(given);
      case ".messages[].content[].cache_control" -> got == null;
      case ".messages[].tool_calls[].index" -> got == null;
      case ".tool_choice" -> "any".equals(given) && "required".equals(got);
      case ".tools[].type" -> given == null;
      case ".tools[].function.description" -> "".equals(given);
      default -> false;
    };
  }

  /** One text may stand alone or in an array; an empty one beside calls is none. */
  private static boolean sameContent(@Nullable Object given, @Nullable Object got) {
    return empty(given) && got == null || texts(given).equals(texts(got));
  }

  private static boolean empty(@Nullable Object value) {
    return value == null || value.equals("") || value instanceof List<?> list && list.isEmpty();
  }

  private static String texts(@Nullable Object content) {
    if (content instanceof List<?> parts) {
      var all = new StringBuilder();
      for (var part : parts) {
        if (part instanceof Map<?, ?> map && map.get("text") != null) {
          all.append(map.get("text"));
        }
      }
      return all.toString();
    }
    return String.valueOf(content);
  }
}
