package io.conttune.controller.client;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.ProblemDocument;
import io.conttune.controller.client.ServiceException.Kind;
import io.conttune.core.PrintableText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks one service.
 *
 * @param url address of the service
 * @param token that it asks for; empty for none
 */
public record ServiceClient(URI url, Optional<String> token) {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String ROOT = "/api/v1";
  private static final int FINE = 200;
  private static final int CREATED = 201;
  private static final int FAILED = 500;

  /** A text as a segment of a path, or in a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * A document of the API.
   *
   * @param path below that of the API
   * @throws ServiceException if the service does not answer, or not with such a document
   */
  public <T> T get(String path, Class<T> type) throws ServiceException, InterruptedException {
    return document(reply(url.resolve(ROOT + path), HttpRequest.Builder::GET), type);
  }

  /**
   * Sends a document to the API, and returns the one that it answers with.
   *
   * @param path below that of the API
   * @throws ServiceException if the service does not answer, or refuses the document
   */
  public <T> T post(String path, Object document, Class<T> type)
      throws ServiceException, InterruptedException {
    String json = ApiJson.write(document);
    return document(
        reply(
            url.resolve(ROOT + path),
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))),
        type);
  }

  private static <T> T document(HttpResponse<String> reply, Class<T> type) throws ServiceException {
    if (reply.statusCode() != FINE && reply.statusCode() != CREATED) {
      throw refused(reply);
    }
    try {
      return ApiJson.read(reply.body(), type);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          Kind.SERVICE,
          "%s answers with what is no document of a ContTune service (%s); is --url right?"
              .formatted(reply.uri(), e.getMessage()),
          List.of());
    }
  }

  private HttpResponse<String> reply(URI target, UnaryOperator<HttpRequest.Builder> kind)
      throws ServiceException, InterruptedException {
    HttpRequest.Builder request = kind.apply(HttpRequest.newBuilder(target).timeout(DEADLINE));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      return HttpClient.newBuilder()
          .connectTimeout(DEADLINE)
          .build()
          .send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ServiceException(
          Kind.SERVICE,
          ("no service answers at %s (%s); start one with conttune run --config conttune.yaml, or"
                  + " name its address with --url")
              .formatted(url, reason(e)),
          List.of());
    }
  }

  private static String reason(IOException e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
  }

  private static ServiceException refused(HttpResponse<String> reply) {
    Kind kind = reply.statusCode() < FAILED ? Kind.REQUEST : Kind.SERVICE;
    try {
      ProblemDocument problem = ApiJson.read(reply.body(), ProblemDocument.class);
      return new ServiceException(kind, PrintableText.of(problem.detail()), problem.expected());
    } catch (IllegalArgumentException e) {
      return new ServiceException(
          kind,
          "%s answers with status %d and no reason; is --url the address of a ContTune service?"
              .formatted(reply.uri(), reply.statusCode()),
          List.of());
    }
  }
}
