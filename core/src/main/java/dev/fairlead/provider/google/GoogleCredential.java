package dev.fairlead.provider.google;

import dev.fairlead.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What proves to Google who calls: a key file, a person's log-in, or a token made elsewhere. */
public sealed interface GoogleCredential permits ServiceAccount, AuthorizedUser, ReadyToken {

  /** The environment's variable of a ready token. */
  String TOKEN_VARIABLE = "GOOGLE_VERTEX_ACCESS_TOKEN";

  /** The environment's variable of the path of a key file. */
  String FILE_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

  /**
   * Reads JSON as Google's console and {@code gcloud} write it: a {@code service_account} or an
   * {@code authorized_user}.
   *
   * @throws GoogleAuthFault if it is neither; the message never holds what is secret
   */
  static GoogleCredential read(byte[] json) {
    var fields = Fields.read(json);
    var type = fields.text("type");
    return switch (type) {
      case "service_account" -> ServiceAccount.of(fields);
      case "authorized_user" -> AuthorizedUser.of(fields);
      default ->
          throw new GoogleAuthFault(
              "type: %s (expected: service_account or authorized_user)"
                  .formatted(type.isEmpty() ? "missing" : "another"));
    };
  }

  /**
   * What the environment names: a ready token first, else a file. Reads that file.
   *
   * @throws GoogleAuthFault if the file cannot be read or is none
   */
  static Optional<GoogleCredential> ofEnvironment(Map<String, String> env) {
    var token = env.getOrDefault(TOKEN_VARIABLE, "").strip();
    if (!token.isEmpty()) {
      return Optional.of(new ReadyToken(new Secret(token)));
    }
    var file = env.getOrDefault(FILE_VARIABLE, "").strip();
    return file.isEmpty() ? Optional.empty() : Optional.of(ofFile(file));
  }

  private static GoogleCredential ofFile(String file) {
    try {
      return read(Files.readAllBytes(Path.of(file)));
    } catch (IOException | InvalidPathException _) {
      throw new GoogleAuthFault(
          "%s: %s (expected: a readable file)".formatted(FILE_VARIABLE, file));
    } catch (GoogleAuthFault e) {
      throw new GoogleAuthFault("%s: %s: %s".formatted(FILE_VARIABLE, file, e.getMessage()));
    }
  }
}
