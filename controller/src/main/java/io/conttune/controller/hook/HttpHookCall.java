package io.conttune.controller.hook;

import io.conttune.controller.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a server.
 *
 * @param url of it
 * @param headers of each request, by name
 */
record HttpHookCall(Secret url, Map<String, Secret> headers) implements HookCall {
  HttpHookCall {
    headers = Map.copyOf(headers);
  }

  @Override
  public String answer(String question) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request(question), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() / 100 != 2) {
        throw new IOException("the answer has the status " + response.statusCode());
      }
      return new String(HookCall.checked(body.readNBytes(LONGEST + 1)), StandardCharsets.UTF_8);
    }
  }

  private HttpRequest request(String question) throws IOException {
    try {
      return built(question)
          .orElseThrow(
              () -> new IOException("the address or a header cannot be used in a request"));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  /** Empty if it cannot be sent; a message would repeat the address or a header. */
  private Optional<HttpRequest> built(String question) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.reveal()))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(question));
      headers.forEach((name, value) -> request.header(name, value.reveal()));
      return Optional.of(request.build());
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }
}
