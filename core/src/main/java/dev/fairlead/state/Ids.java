package dev.fairlead.state;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes ids nobody can guess: a prefix and 48 hexadecimal digits. As thread-safe as its source of
 * randomness.
 *
 * @param random a {@code SecureRandom} outside of tests
 */
public record Ids(RandomGenerator random) {
  private static final int BYTES = 24;

  public String response() {
    return make("resp_");
  }

  public String conversation() {
    return make("conv_");
  }

  /**
   * @param type of the item, as {@code function_call}
   */
  public String item(String type) {
    return make(prefix(type));
  }

  private String make(String prefix) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }

  private static String prefix(String type) {
    return switch (type) {
      case "message" -> "msg_";
      case "reasoning" -> "rs_";
      case "function_call", "function_call_output" -> "fc_";
      case "custom_tool_call", "custom_tool_call_output" -> "ctc_";
      case "web_search_call" -> "ws_";
      case "file_search_call" -> "fs_";
      case "code_interpreter_call" -> "ci_";
      case "computer_call", "computer_call_output" -> "cu_";
      case "image_generation_call" -> "ig_";
      case "mcp_call" -> "mcp_";
      case "mcp_list_tools" -> "mcpl_";
      case "mcp_approval_request", "mcp_approval_response" -> "mcpr_";
      case "compaction" -> "cmp_";
      default -> "item_";
    };
  }
}
