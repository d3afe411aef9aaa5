package dev.fairlead.provider;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who serves models, and how to reach it. Data only: a new provider is a new entry, not new code.
 *
 * @param id as {@code openai}; what configuration, names and records use
 * @param name for people
 * @param baseUrls by dialect, without a trailing slash; may hold {@code {placeholders}} that are
 *     filled from {@code urlEnv}. {@code openai.embeddings} and {@code openai.completions} fall
 *     back to that of {@code openai.chat}
 * @param auth how the key is sent
 * @param keyEnv the usual environment variables of the key, the first that is set wins
 * @param urlEnv placeholder of the URL → environment variable
 * @param headers sent with every request
 * @param dialects what it is known to speak, as {@code openai.chat}
 * @param quirks what it does differently
 * @param facts where it sits and what it promises
 * @param urlDefaults placeholder of the URL → what it holds when its variable is not set
 * @param aliases other names it goes by, as OpenRouter's
 * @param auths how the key is sent in a dialect, where that is not as {@code auth} says
 * @param prefer the dialect to translate to, if it speaks several and not the caller's; may be
 *     empty
 */
public record Provider(
    String id,
    String name,
    Map<String, String> baseUrls,
    Auth auth,
    List<String> keyEnv,
    Map<String, String> urlEnv,
    Map<String, String> headers,
    Set<String> dialects,
    Quirks quirks,
    Facts facts,
    Map<String, String> urlDefaults,
    Set<String> aliases,
    Map<String, Auth> auths,
    String prefer) {

  public Provider(
      String id,
      String name,
      Map<String, String> baseUrls,
      Auth auth,
      List<String> keyEnv,
      Map<String, String> urlEnv,
      Map<String, String> headers,
      Set<String> dialects,
      Quirks quirks,
      Facts facts) {
    this(
        id, name, baseUrls, auth, keyEnv, urlEnv, headers, dialects, quirks, facts, Map.of(),
        Set.of(), Map.of(), "");
  }

  /** How the key is sent in a dialect. */
  public Auth auth(String dialect) {
    return auths.getOrDefault(dialect, auth);
  }

  /** How the key is sent. */
  public enum Auth {
    /** {@code Authorization: Bearer KEY}. */
    BEARER,
    /** {@code api-key: KEY}, as Azure OpenAI has it. */
    API_KEY,
    /** {@code x-api-key: KEY}. */
    X_API_KEY,
    /** {@code x-goog-api-key: KEY}. */
    X_GOOG_API_KEY,
    /** No key at all, as a local server. */
    NONE,
    /** Signed requests or tokens made from other secrets; needs code. */
    SIGNED
  }

  /**
   * Where a provider sits and what it promises; empty text and null mean that no source says.
   *
   * @param headquarters ISO 3166 alpha-2
   * @param datacenters ISO 3166 alpha-2
   */
  public record Facts(
      String headquarters,
      List<String> datacenters,
      String privacyPolicyUrl,
      String termsUrl,
      String statusPageUrl,
      DataPolicy dataPolicy) {
    public static final Facts NONE = new Facts("", List.of(), "", "", "", DataPolicy.UNKNOWN);

    public Facts {
      datacenters = List.copyOf(datacenters);
    }
  }

  /** What a provider does with prompts; {@code retentionDays} is -1 when unknown. */
  public record DataPolicy(Known trains, Known retains, int retentionDays, Known zeroRetention) {
    public static final DataPolicy UNKNOWN =
        new DataPolicy(Known.UNKNOWN, Known.UNKNOWN, -1, Known.UNKNOWN);
  }

  /** Yes, no, or no source says. */
  public enum Known {
    YES,
    NO,
    UNKNOWN
  }

  public Provider {
    baseUrls = Map.copyOf(baseUrls);
    keyEnv = List.copyOf(keyEnv);
    urlEnv = Map.copyOf(urlEnv);
    headers = Map.copyOf(headers);
    dialects = Set.copyOf(dialects);
    urlDefaults = Map.copyOf(urlDefaults);
    aliases = Set.copyOf(aliases);
    auths = Map.copyOf(auths);
  }
}
