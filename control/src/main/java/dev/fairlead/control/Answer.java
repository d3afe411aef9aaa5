package dev.fairlead.control;

import dev.fairlead.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the control listener answers: a status and a JSON body. */
record Answer(int status, String json) {

  static Answer ok(Map<String, Object> body) {
    return new Answer(200, JsonOut.of(body));
  }

  /**
   * @param code a word that programs can rely on, as {@code not_found}
   * @param message for people; must say what to do where that can be known
   */
  static Answer error(int status, String code, String message) {
    var error = new LinkedHashMap<String, Object>();
    error.put("status", status);
    error.put("code", code);
    error.put("message", message);
    return new Answer(status, JsonOut.of(Map.of("error", error)));
  }

  byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
