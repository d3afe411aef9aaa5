package dev.fairlead.app;

import dev.fairlead.config.Secret;
import dev.fairlead.provider.google.TokenExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks for access tokens over HTTP. The client is made when first needed. Thread-safe. */
final class HttpTokens implements TokenExchange {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Override
  public Answer fetch(URI uri, Secret form) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.reveal()))
            .build();
    var answer = Holder.CLIENT.send(request, BodyHandlers.ofByteArray());
    return new Answer(answer.statusCode(), answer.body());
  }

  private static final class Holder {
    static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  }
}
