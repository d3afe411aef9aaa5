package dev.fairlead.dialect.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.json.Raw;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque.Family;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Part.Source;
import dev.fairlead.model.Request;
import dev.fairlead.model.Tool;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenEstimateTest {
  private static final O200k EXACT = new O200k();
  private static final TokenEstimate ESTIMATE = new TokenEstimate(EXACT);

  private static final String PROSE =
      "A gateway stands between callers and providers. It reads what comes in, decides where it"
          + " goes, and says afterwards what it has done and why. Nobody should have to trust it"
          + " blindly: every decision can be repeated from what was kept of it.\n\n"
          + "In the year 2026 there were more than 400 models at some 70 providers.";
  private static final String CODE =
      """
      public static Usage of(Request asked, List<Item> said, @Nullable Family family) {
        var whose = family == null ? Family.OTHER : family;
        for (int i = 0; i < said.size(); i++) {
          if (said.get(i) instanceof Item.Reasoning) { thoughts.add(said.get(i)); }
        }
        return new Usage(tokensOf(asked), 0, 0, TOKENS.of(shown, whose), false);
      }
      """;
  private static final String JSON =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"description\":\"The"
          + " city and state, e.g. San Francisco, CA\"},\"unit\":{\"type\":\"string\",\"enum\":"
          + "[\"celsius\",\"fahrenheit\"]},\"days\":{\"type\":\"integer\",\"minimum\":1}},"
          + "\"required\":[\"city\"],\"additionalProperties\":false}";

  private static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("prose", PROSE),
        Arguments.of("code", CODE),
        Arguments.of("json", JSON),
        Arguments.of(
            "german",
            "Die Vermittlung wählt für jede Anfrage ein Modell aus und begründet ihre Entscheidung"
                + " so, dass man sie später überprüfen kann."),
        Arguments.of(
            "russian",
            "Шлюз выбирает модель для каждого запроса и объясняет своё решение так, чтобы его можно"
                + " было проверить позже."),
        Arguments.of("chinese", "网关为每个请求选择一个模型，并说明理由，以便日后可以核实。今天的天气很好，我们去公园散步。"),
        Arguments.of("japanese", "ゲートウェイはリクエストごとにモデルを選び、その理由を説明します。今日はとても良い天気です。"),
        Arguments.of("korean", "게이트웨이는 각 요청에 대해 모델을 선택하고 나중에 확인할 수 있도록 그 이유를 설명합니다."));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void roughCountsAreWithinAQuarter(String name, String text) {
    double exact = EXACT.count(text);
    assertThat(new Roughly().count(text) / exact).as(name).isBetween(0.75, 1.3);
  }

  @Test
  void countsAreThoseOfTheVocabulary() {
    assertThat(EXACT.count("")).isZero();
    assertThat(EXACT.count("hello world")).isEqualTo(2);
    assertThat(EXACT.count("<|endoftext|>")).isGreaterThan(1);
  }

  private static Request request(List<Item> items, List<Tool> tools) {
    var draft = new Request.Draft("openai.chat", "m");
    draft.items.addAll(items);
    draft.tools.addAll(tools);
    return draft.request();
  }

  private static long of(Item... items) {
    return ESTIMATE.of(request(List.of(items), List.of()), Family.OPENAI);
  }

  @Test
  void t131EverythingInARequestCounts() {
    long nothing = of();
    assertThat(nothing).isBetween(1L, 20L);
    long text = EXACT.count(PROSE);
    var user = new Item.User(List.of(Part.Text.of(PROSE)));
    assertThat(of(user)).isGreaterThanOrEqualTo(nothing + text);
    assertThat(of(new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of(PROSE)))))
        .isGreaterThanOrEqualTo(nothing + text);
    assertThat(of(new Item.ToolCall("c", "f", JSON)))
        .isGreaterThanOrEqualTo(nothing + EXACT.count(JSON));
    assertThat(of(new Item.ToolResult("c", PROSE))).isGreaterThanOrEqualTo(nothing + text);
    assertThat(of(new Item.Reasoning("", List.of(), List.of(PROSE), null)))
        .isGreaterThanOrEqualTo(nothing + text);
    assertThat(of(new Item.HostedCall("d", "t", "", new Raw(JSON), null)))
        .isGreaterThanOrEqualTo(nothing + EXACT.count(JSON));
    assertThat(
            of(
                new Item.User(
                    List.of(
                        new Part.Media(Kind.DOCUMENT, new Source.PlainText(PROSE), "text/plain")))))
        .isGreaterThanOrEqualTo(nothing + text);
    for (var kind : Kind.values()) {
      for (var source : List.of(new Source.Inline("AAAA"), new Source.Url("https://a/b"))) {
        assertThat(of(new Item.User(List.of(new Part.Media(kind, source, "")))))
            .isGreaterThanOrEqualTo(nothing + 85);
      }
    }
    var tools = List.<Tool>of(new Tool.Function("f", "Does it.", new Raw(JSON)));
    assertThat(ESTIMATE.of(request(List.of(), tools), Family.OPENAI))
        .isGreaterThanOrEqualTo(nothing + EXACT.count(JSON));
  }

  @Test
  void otherFamiliesGetAMargin() {
    var asked = request(List.of(new Item.User(List.of(Part.Text.of(PROSE)))), List.of());
    long openai = ESTIMATE.of(asked, Family.OPENAI);
    for (var family : List.of(Family.ANTHROPIC, Family.GOOGLE, Family.XAI, Family.OTHER)) {
      assertThat(ESTIMATE.of(asked, family)).isBetween(openai + 1, openai * 13 / 10);
    }
  }

  private static Part.Media picture(int width, int height, String detail) {
    var png = ByteBuffer.allocate(33);
    png.putLong(0x89504E470D0A1A0AL).putInt(13).putInt(0x49484452).putInt(width).putInt(height);
    return new Part.Media(
        Kind.IMAGE,
        new Source.Inline(Base64.getEncoder().encodeToString(png.array())),
        "image/png",
        "",
        "",
        detail,
        false,
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024, high, OPENAI, 765",
    "2048, 4096, high, OPENAI, 1105",
    "4096, 8192, low, OPENAI, 85",
    "1000, 1000, auto, ANTHROPIC, 1333",
    "200, 200, auto, GOOGLE, 258",
    "768, 1536, auto, GOOGLE, 516",
  })
  void picturesCountByTheirSize(int width, int height, String detail, Family family, long tokens) {
    assertThat(Pictures.tokens(picture(width, height, detail), family)).isEqualTo(tokens);
  }

  @Test
  void theSizeOfAJpegStandsInItsFrameHeader() {
    var jpeg = ByteBuffer.allocate(40);
    jpeg.putShort((short) 0xFFD8).putShort((short) 0xFFE0).putShort((short) 6).putInt(0);
    jpeg.putShort((short) 0xFFC2).putShort((short) 11).put((byte) 8);
    jpeg.putShort((short) 200).putShort((short) 300);
    var media =
        new Part.Media(
            Kind.IMAGE,
            new Source.Inline(Base64.getEncoder().encodeToString(jpeg.array())),
            "image/jpeg");
    assertThat(Pictures.tokens(media, Family.OPENAI)).isEqualTo(85 + 170);
  }

  @Test
  void longTextsAreCountedBySamples() {
    var counted = new AtomicLong();
    var counting =
        new TokenEstimate(text -> {
          counted.addAndGet(text.length());
          return EXACT.count(text);
        });
    var items =
        List.<Item>of(
            new Item.User(List.of(Part.Text.of(PROSE.repeat(3_000)))),
            new Item.ToolResult("c", JSON.repeat(3_000)));
    long whole = 3_000 * (EXACT.count(PROSE) + EXACT.count(JSON));
    long estimate = counting.of(request(items, List.of()), Family.OPENAI);
    assertThat(counted.get()).isLessThan(300_000);
    assertThat((double) estimate / whole).isBetween(0.9, 1.1);
  }
}
