package io.conttune.collector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.conttune.core.FlinkUnavailableException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request to one URL and what becomes of it. */
final class HttpExchange {
  private final HttpClient client;
  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  HttpExchange(Duration connectTimeout) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** What one attempt came to. */
  sealed interface Outcome {
    /** Whether the same request may be sent to another URL. */
    boolean mayBeRepeated();

    /** Whether the next call should begin at the same URL. */
    boolean urlIsUsable();

    FlinkRest.Reply reply() throws FlinkUnavailableException;
  }

  private record Answered(FlinkRest.Reply reply) implements Outcome {
    @Override
    public boolean mayBeRepeated() {
      return !urlIsUsable() && reply.method().equals("GET");
    }

    @Override
    public boolean urlIsUsable() {
      return reply.status() != 502 && reply.status() != 503;
    }
  }

  private record Failed(boolean mayBeRepeated, FlinkUnavailableException failure)
      implements Outcome {
    @Override
    public boolean urlIsUsable() {
      return false;
    }

    @Override
    public FlinkRest.Reply reply() throws FlinkUnavailableException {
      throw failure;
    }
  }

  /**
   * Sends the request and waits for the whole answer.
   *
   * @throws FlinkUnavailableException if the answer cannot be read or the thread is interrupted
   */
  Outcome run(HttpRequest request, Duration deadline) throws FlinkUnavailableException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return new Answered(read(request, answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS)));
    } catch (TimeoutException late) {
      answer.cancel(true);
      return timedOut(request, deadline, late);
    } catch (ExecutionException failed) {
      return broken(request, failed.getCause());
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new FlinkUnavailableException(origin(request) + " was interrupted", interrupted);
    }
  }

  private FlinkRest.Reply read(HttpRequest request, HttpResponse<String> response)
      throws FlinkUnavailableException {
    int status = response.statusCode();
    return new FlinkRest.Reply(
        status, parse(request, status, response.body()), request.method(), request.uri());
  }

  private JsonNode parse(HttpRequest request, int status, String text)
      throws FlinkUnavailableException {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return json.readTree(text);
    } catch (JsonProcessingException notJson) {
      if (status >= 200 && status < 300) {
        throw new FlinkUnavailableException(
            "%s answered %d, but not with whole JSON: %s"
                .formatted(origin(request), status, Excerpt.of(text)),
            notJson);
      }
      return TextNode.valueOf(text);
    }
  }

  private static Outcome timedOut(HttpRequest request, Duration deadline, TimeoutException late) {
    String message =
        "%s was not answered in full within %d ms".formatted(origin(request), deadline.toMillis());
    return failed(isGet(request), message, late);
  }

  private static Outcome broken(HttpRequest request, Throwable cause) {
    boolean neverSent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    String what = neverSent ? " found no connection" : " broke off";
    return failed(
        neverSent || isGet(request), origin(request) + what + ": " + reason(cause), cause);
  }

  private static Outcome failed(boolean mayBeRepeated, String message, Throwable cause) {
    String hint = mayBeRepeated ? "" : "; the request may have been carried out";
    return new Failed(mayBeRepeated, new FlinkUnavailableException(message + hint, cause));
  }

  private static boolean isGet(HttpRequest request) {
    return request.method().equals("GET");
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static String origin(HttpRequest request) {
    return request.method() + " " + request.uri();
  }
}
