package dev.fairlead.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class NamesTest {

  @Test
  void aNameTwiceIsFoundHoweverManyThereAre() {
    for (int count : new int[] {1, 2, 23, 24, 25, 26, 100}) {
      for (int twice : new int[] {0, count / 2, count - 1}) {
        var plain = object(count, i -> "k" + i);
        refused(plain.substring(0, plain.length() - 1) + ",\"k" + twice + "\":0}", "k" + twice);
        refused(
            plain.substring(0, plain.length() - 1) + ",\"\\u006b" + twice + "\":0}", "k" + twice);
      }
    }
  }

  @Test
  void anEscapedNameIsTheSameAsThePlainOne() {
    refused("{\"\\u0061\":1,\"b\":2,\"a\":3}", "a");
    refused("{\"a\":1,\"\\u0061\":2}", "a");
    refused("{\"\\/\":1,\"/\":2}", "/");
    refused("{\"é\":1,\"\\u00e9\":2}", "é");
  }

  @Test
  void objectsDoNotSeeEachOthersNames() {
    taken("{\"a\":{\"a\":{\"a\":1},\"b\":{\"a\":2}},\"b\":[{\"a\":1},{\"a\":2}]}");
    var many = object(40, i -> "k" + i);
    taken("{\"k0\":" + many + ",\"x\":" + many + ",\"k1\":{\"\\u0061\":1},\"a\":2}");
    refused("{\"k0\":" + many + ",\"x\":" + many + ",\"k0\":1}", "k0");
  }

  @Test
  void emptyObjectsLeaveNothingBehind() {
    taken("{\"\\u0061\":{},\"b\":{\"c\":{}},\"d\":{\"\\u0061\":1,\"b\":2}}");
    refused("{\"a\\n\":{},\"a\\n\":1}", "a\n");
    var many = "{}" + ",{}".repeat(1000);
    taken("{\"a\":[" + many + "],\"\\u0062\":1}");
  }

  /** Compared in pairs these would take minutes. */
  @Test
  void twoHundredThousandNamesTakeTheirTimeOnce() {
    var plain = object(200_000, i -> "name" + i);
    long began = System.nanoTime();
    taken(plain);
    taken(object(200_000, i -> "\\u006eame" + i));
    refused(plain.substring(0, plain.length() - 1) + ",\"name7\":0}", "name7");
    assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
  }

  private static String object(int count, IntFunction<String> name) {
    var out = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "\"" : ",\"").append(name.apply(i)).append("\":").append(i);
    }
    return out.append('}').toString();
  }

  private static void taken(String json) {
    var bytes = json.getBytes(UTF_8);
    assertThat(Skim.strict(bytes, 0, bytes.length).object()).isTrue();
  }

  private static void refused(String json, String name) {
    var bytes = json.getBytes(UTF_8);
    assertThatExceptionOfType(JsonFault.class)
        .isThrownBy(() -> Skim.strict(bytes, 0, bytes.length))
        .withMessageStartingWith("duplicate name \"" + name + "\" at byte ");
  }
}
