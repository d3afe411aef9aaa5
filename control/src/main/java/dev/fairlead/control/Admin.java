package dev.fairlead.control;

import dev.fairlead.control.Status.Report;
import dev.fairlead.key.KeyRing;
import dev.fairlead.key.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The admin API: who may use it, and its answers. */
final class Admin {
  private static final String BEARER = "bearer ";

  private Admin() {}

  /** The refusal, unless the header holds an admin's key. */
  static Optional<Answer> refusal(String authorization, KeyRing keys) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(
          Answer.error(
              401, "no_key", "Send an admin key: the header Authorization: Bearer fl-admin-…"));
    }
    var principal = keys.find(authorization.substring(BEARER.length()).strip());
    if (principal.isEmpty()) {
      return Optional.of(Answer.error(401, "unknown_key", "No key like that is known here."));
    }
    return switch (principal.get().role()) {
      case ADMIN -> Optional.empty();
      case CALLER ->
          Optional.of(
              Answer.error(
                  403,
                  "not_an_admin",
                  "This key is for inference; the admin API wants one that begins with "
                      + Role.ADMIN.prefix()
                      + "."));
    };
  }

  static Answer status(Report report) {
    var body = new LinkedHashMap<String, Object>();
    body.put("version", report.version());
    body.put("uptime_seconds", report.uptime().toSeconds());
    body.put("config", report.config());
    body.put("models", report.models());
    body.put("providers", report.providers().stream().map(Admin::provider).toList());
    body.put("counters", new TreeMap<>(report.counters()));
    return Answer.ok(body);
  }

  private static Map<String, Object> provider(Status.ProviderStatus provider) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", provider.id());
    line.put("keys", provider.keys());
    line.put("endpoints", provider.endpoints());
    return line;
  }
}
