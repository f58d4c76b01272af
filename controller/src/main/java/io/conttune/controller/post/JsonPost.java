package io.conttune.controller.post;

import io.conttune.controller.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON documents to one address, each once; no redirect is followed. What a message says of a
 * failure holds neither the address nor a header: both may be secrets. Safe for several threads.
 */
public final class JsonPost {
  private final Secret url;
  private final Map<String, Secret> headers;
  private final PostClient client;

  /**
   * Posts to this address.
   *
   * @param headers of each request, by name
   * @param client that other addresses may share
   */
  public JsonPost(Secret url, Map<String, Secret> headers, PostClient client) {
    this.url = Objects.requireNonNull(url, "url");
    this.headers = Map.copyOf(headers);
    this.client = Objects.requireNonNull(client, "client");
  }

  /**
   * Posts a document, and waits for the whole answer.
   *
   * @param timeout the longest time until the last byte of the answer, above 0
   * @param body takes the body of the answer
   * @return the answer, of any status
   * @throws IOException if there is none in time, or the request cannot be made
   * @throws InterruptedException at once if the thread is interrupted; the request is given up
   */
  public <T> HttpResponse<T> send(String json, Duration timeout, BodyHandler<T> body)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.client().sendAsync(request(json), body);
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new IOException("no answer within %s s".formatted(timeout.toMillis() / 1000.0), late);
    } catch (ExecutionException failed) {
      throw new IOException("no answer (%s)".formatted(reason(failed.getCause())), failed);
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(String json) throws IOException {
    try {
      return built(json)
          .orElseThrow(
              () -> new IOException("the address or a header cannot be used in a request"));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  /** Empty if it cannot be sent; a message would repeat the address or a header. */
  private Optional<HttpRequest> built(String json) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.reveal()))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json));
      headers.forEach((name, value) -> request.header(name, value.reveal()));
      return Optional.of(request.build());
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof IOException
        ? Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName())
        : failure.getClass().getSimpleName();
  }
}
