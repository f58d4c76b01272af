package io.conttune.controller.client;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.ProblemDocument;
import io.conttune.controller.client.ServiceException.Kind;
import io.conttune.core.DurationText;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Asks one service.
 *
 * @param url address of the service
 * @param token that it asks for; empty for none
 * @param deadline for a whole answer
 */
public record ServiceClient(URI url, Optional<String> token, Duration deadline) {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String ROOT = "/api/v1";
  private static final int FINE = 200;
  private static final int CREATED = 201;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;

  /** A client that waits as long as a person does. */
  public ServiceClient(URI url, Optional<String> token) {
    this(url, token, DEADLINE);
  }

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
    return document(reply(target(path), HttpRequest.Builder::GET), type);
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
            target(path),
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))),
        type);
  }

  /** The address of the service may have a path of its own, where a proxy stands before it. */
  private URI target(String path) {
    String base = Optional.ofNullable(url.getRawPath()).orElse("").replaceFirst("/+$", "");
    return url.resolve(base + ROOT + path);
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
              .formatted(reply.uri(), e.getMessage()));
    }
  }

  private HttpResponse<String> reply(URI target, UnaryOperator<HttpRequest.Builder> kind)
      throws ServiceException, InterruptedException {
    HttpRequest.Builder request = kind.apply(HttpRequest.newBuilder(target));
    token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
    CompletableFuture<HttpResponse<String>> reply =
        HttpClient.newHttpClient().sendAsync(request.build(), BodyHandlers.ofString());
    try {
      // The timeout of a request ends with its headers, and its body may stall too.
      return reply.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw silent("not in full within " + DurationText.of(deadline));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException broken) {
        throw silent(reason(broken));
      }
      throw new IllegalStateException("a request cannot be sent", failed.getCause());
    } finally {
      reply.cancel(true);
    }
  }

  private ServiceException silent(String reason) {
    return new ServiceException(
        Kind.SERVICE,
        ("no service answers at %s (%s); start one with conttune run --config conttune.yaml, or"
                + " name its address with --url")
            .formatted(url, reason));
  }

  private static String reason(IOException failure) {
    return Optional.ofNullable(failure.getMessage())
        .orElseGet(() -> failure.getClass().getSimpleName());
  }

  private static ServiceException refused(HttpResponse<String> reply) {
    boolean isWrong = reply.statusCode() < FAILED && reply.statusCode() != TOO_MANY;
    Kind kind = isWrong ? Kind.REQUEST : Kind.SERVICE;
    try {
      ProblemDocument problem = ApiJson.read(reply.body(), ProblemDocument.class);
      return new ServiceException(
          kind, problem.code(), PrintableText.of(problem.detail()), problem.expected());
    } catch (IllegalArgumentException e) {
      return new ServiceException(
          kind,
          "%s answers with status %d and no reason; is --url the address of a ContTune service?"
              .formatted(reply.uri(), reply.statusCode()));
    }
  }
}
