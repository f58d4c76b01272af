package io.conttune.controller.webhook;

import io.conttune.controller.config.Secret;
import io.conttune.controller.config.WebhookConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends events to one address, each once. What a message says of a failure holds neither the
 * address nor a header: both may be secrets.
 */
final class WebhookRequest {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;

  private final WebhookConfig config;
  private final HttpClient client = HttpClient.newHttpClient();

  WebhookRequest(WebhookConfig config) {
    this.config = config;
  }

  /** Sends this JSON. */
  Delivery send(String json) throws InterruptedException {
    HttpRequest request;
    try {
      request = request(json);
    } catch (UncheckedIOException gone) {
      return Delivery.later(gone.getMessage());
    } catch (IllegalArgumentException wrong) {
      return Delivery.later("the address or a header cannot be used in a request");
    }
    CompletableFuture<HttpResponse<Void>> reply =
        client.sendAsync(request, BodyHandlers.discarding());
    try {
      return of(reply.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS).statusCode());
    } catch (TimeoutException late) {
      return Delivery.later("no answer within " + text(config.timeout()));
    } catch (ExecutionException failed) {
      return Delivery.later("no answer (%s)".formatted(reason(failed.getCause())));
    } finally {
      reply.cancel(true);
    }
  }

  private HttpRequest request(String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.url().reveal()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json));
    for (Map.Entry<String, Secret> header : config.headers().entrySet()) {
      request.header(header.getKey(), header.getValue().reveal());
    }
    return request.build();
  }

  private static Delivery of(int status) {
    if (status / 100 == 2) {
      return Delivery.TAKEN;
    }
    String reason = "the answer has the status " + status;
    boolean mayPass = status == REQUEST_TIMEOUT || status == TOO_MANY || status >= FAILED;
    return mayPass ? Delivery.later(reason) : Delivery.refused(reason);
  }

  private static String reason(Throwable failure) {
    return failure instanceof IOException
        ? Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName())
        : failure.getClass().getSimpleName();
  }

  private static String text(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }
}
