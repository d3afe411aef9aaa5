package dev.fairlead.dialect.fit;

import dev.fairlead.dialect.Fate;
import dev.fairlead.dialect.Manners;
import dev.fairlead.dialect.Warnings;
import dev.fairlead.model.Item;
import dev.fairlead.model.Opaque;
import dev.fairlead.model.Part;
import dev.fairlead.model.Part.Kind;
import dev.fairlead.model.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Destinations with the manners of real ones, and short ways to say a request. */
final class Ends {
  static final Sealing SEALING = new Sealing(List.of(key(1)));
  static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");
  static final Pattern PLAIN_64 = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private Ends() {}

  static byte[] key(int n) {
    var key = new byte[32];
    Arrays.fill(key, (byte) n);
    return key;
  }

  /** As Anthropic's: turns, plain names, its own signatures. */
  static Manners anthropic() {
    return new Manners(
        false,
        false,
        Pattern.compile("[A-Za-z0-9_-]{1,128}"),
        PLAIN,
        null,
        64,
        false,
        true,
        Set.of(Kind.IMAGE, Kind.DOCUMENT),
        Set.of(Kind.IMAGE, Kind.DOCUMENT),
        IMAGES,
        Set.of(Kind.IMAGE, Kind.DOCUMENT),
        false,
        false,
        Opaque.Family.ANTHROPIC,
        "anthropic",
        "claude",
        false,
        false,
        1000,
        false);
  }

  /** As Gemini's: no URLs, several answers. */
  static Manners gemini() {
    return new Manners(
        false,
        false,
        Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}"),
        PLAIN,
        null,
        64,
        false,
        true,
        Set.of(),
        Set.of(Kind.values()),
        Set.of("image/png", "image/jpeg", "image/webp"),
        Set.of(),
        false,
        false,
        Opaque.Family.GOOGLE,
        "google",
        "gemini",
        false,
        false,
        5,
        true);
  }

  /** As OpenAI's chat: no media in results, no reasoning at all. */
  @SuppressWarnings("NullAway") // The annotation of a nested type is lost in class files.
  static Manners chat() {
    return new Manners(
        false,
        false,
        PLAIN_64,
        Pattern.compile(".+"),
        null,
        40,
        true,
        false,
        Set.of(),
        Set.of(Kind.IMAGE, Kind.DOCUMENT, Kind.AUDIO),
        IMAGES,
        Set.of(Kind.IMAGE),
        true,
        true,
        null,
        "openai",
        "gpt",
        false,
        true,
        4,
        true);
  }

  /** As OpenAI's responses: nearly everything, no stops. */
  static Manners responses() {
    return new Manners(
        true,
        true,
        PLAIN_64,
        Pattern.compile(".{1,64}"),
        null,
        64,
        true,
        false,
        Set.of(Kind.IMAGE, Kind.DOCUMENT),
        Set.of(Kind.IMAGE, Kind.DOCUMENT),
        IMAGES,
        Set.of(Kind.IMAGE),
        true,
        false,
        Opaque.Family.OPENAI,
        "openai",
        "gpt",
        false,
        true,
        0,
        false);
  }

  /** As Mistral's: ids of nine, thoughts in plain text. */
  @SuppressWarnings("NullAway") // The annotation of a nested type is lost in class files.
  static Manners mistral() {
    return new Manners(
        false,
        false,
        PLAIN_64,
        Pattern.compile("[A-Za-z0-9]{9}"),
        9,
        9,
        true,
        true,
        Set.of(),
        Set.of(Kind.IMAGE),
        IMAGES,
        Set.of(Kind.IMAGE),
        true,
        false,
        null,
        "mistral",
        "large",
        true,
        false,
        4,
        false);
  }

  static Keeping keeping(ReasoningMemory memory) {
    return new Keeping("tenant", SEALING, memory);
  }

  static Terms terms(String target, Manners manners) {
    return new Terms(target, manners, Map.of(), keeping(ReasoningMemory.none()));
  }

  static Terms terms(String target, Manners manners, Map<String, Fate> fields) {
    return new Terms(target, manners, fields, keeping(ReasoningMemory.none()));
  }

  static Terms terms(String target, Manners manners, ReasoningMemory memory) {
    return new Terms(target, manners, Map.of(), keeping(memory));
  }

  static Request request(Item... items) {
    return request("openai.chat", items);
  }

  static Request request(String dialect, Item... items) {
    var draft = new Request.Draft(dialect, "m");
    draft.items.addAll(List.of(items));
    return draft.request();
  }

  static Fitted fit(Request request, Manners manners) {
    return Fit.fit(request, terms("target", manners), new Warnings(false));
  }

  static Item.User user(String text) {
    return new Item.User(List.of(Part.Text.of(text)));
  }

  static Item.Assistant said(String text) {
    return new Item.Assistant(List.of(Part.Text.of(text)));
  }

  static Item.Instruction told(String text) {
    return new Item.Instruction(Item.Level.SYSTEM, List.of(Part.Text.of(text)));
  }

  static Item.ToolCall call(String id, String name) {
    return new Item.ToolCall(id, name, "{}");
  }

  static Item.ToolResult result(String id, String text) {
    return new Item.ToolResult(id, text);
  }

  static Opaque signature(Opaque.Family family, String data) {
    return new Opaque(family, Opaque.Kind.SIGNATURE, "", "", data);
  }

  static Item.Reasoning thought(String text, @Nullable Opaque opaque) {
    return new Item.Reasoning("", List.of(), List.of(text), opaque);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
