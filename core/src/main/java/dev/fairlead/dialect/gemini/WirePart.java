package dev.fairlead.dialect.gemini;

import dev.fairlead.json.Members.Kind;
import dev.fairlead.json.Node;
import dev.fairlead.model.Opaque;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Part} as it lies on the wire.
 *
 * @param kind the name of its one data field in {@code camelCase}; empty if it has none
 * @param value of that field; the part itself if it has none
 * @param whole the part
 * @param thought whether it is a thought
 * @param signature null if there is none
 * @param others the first modifier that has no place in the neutral form; empty if there is none
 */
record WirePart(
    String kind,
    Node value,
    Node whole,
    boolean thought,
    @Nullable Opaque signature,
    String others) {

  /**
   * Reads a part, an object.
   *
   * @param model that signatures are bound to; empty if it is not known
   */
  static WirePart of(Node part, String model) {
    var kind = "";
    var value = part;
    boolean thought = false;
    Opaque signature = null;
    var others = "";
    for (var member : part) {
      if (member.isNull()) {
        continue;
      }
      var name = Spelling.camel(member.name());
      switch (name) {
        case "text",
            "inlineData",
            "fileData",
            "functionCall",
            "functionResponse",
            "executableCode",
            "codeExecutionResult",
            "toolCall",
            "toolResponse" -> {
          kind = name;
          value = member;
        }
        case "thought" -> thought = member.kind() == Kind.TRUE;
        case "thoughtSignature" -> {
          if (member.isText() && member.text().length() > 0) {
            signature = Signatures.read(member.text(), model);
          }
        }
        case "mediaResolution" -> {
          // Read with the medium.
        }
        default -> others = others.isEmpty() ? name : others;
      }
    }
    return new WirePart(kind, value, part, thought, signature, others);
  }

  /** Whether it is what a tool of Google's own did, which is kept as it stands. */
  boolean hosted() {
    return switch (kind) {
      case "executableCode", "codeExecutionResult", "toolCall", "toolResponse" -> true;
      default -> false;
    };
  }
}
