package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request to one URL and tells what became of it. */
final class HttpExchange {
  private final HttpClients clients;
  private final ReplyReader replies;

  /** Exchanges with Flink. */
  HttpExchange(HttpClients clients) {
    this(clients, ReplyReader.ofFlink());
  }

  /** Exchanges with a server whose replies are read like this. */
  HttpExchange(HttpClients clients, ReplyReader replies) {
    this.clients = clients;
    this.replies = replies;
  }

  /** The end of one attempt. */
  sealed interface Outcome {
    /** Whether the same request may be sent to another URL. */
    boolean mayBeRepeated();

    /** Whether the next call should begin at the same URL. */
    boolean urlIsUsable();

    /** Flink's reply, or the reason why there is none. */
    FlinkReply reply() throws FlinkUnavailableException;
  }

  private record Answered(FlinkReply reply) implements Outcome {
    @Override
    public boolean mayBeRepeated() {
      return false;
    }

    @Override
    public boolean urlIsUsable() {
      return true;
    }
  }

  private record Failed(boolean mayBeRepeated, FlinkUnavailableException failure)
      implements Outcome {
    @Override
    public boolean urlIsUsable() {
      return false;
    }

    @Override
    public FlinkReply reply() throws FlinkUnavailableException {
      throw failure;
    }
  }

  /**
   * Sends the request and waits for the whole answer, at most for the deadline.
   *
   * @throws FlinkUnavailableException if the thread is interrupted
   * @throws Error if the client failed by one
   */
  Outcome run(HttpRequest request, Duration deadline) throws FlinkUnavailableException {
    HttpClient client;
    try {
      client = clients.current();
    } catch (IOException unusable) {
      return notSent(request, unusable);
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BoundedBody.ofAtMost(ReplyReader.MOST_BYTES));
    try {
      return judged(request, answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
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

  /** An attempt that ended before anything was sent. */
  static Outcome notSent(HttpRequest request, IOException reason) {
    String message = origin(request) + " was not sent: " + reason(reason);
    return new Failed(true, new FlinkUnavailableException(message, reason));
  }

  private Outcome judged(HttpRequest request, HttpResponse<byte[]> response) {
    try {
      return new Answered(replies.read(request, response));
    } catch (FlinkUnavailableException notFlink) {
      return new Failed(isGet(request), notFlink);
    }
  }

  private static Outcome timedOut(HttpRequest request, Duration deadline, TimeoutException late) {
    String message =
        "%s was not answered in full within %d ms".formatted(origin(request), deadline.toMillis());
    return failed(isGet(request), message, late);
  }

  private static Outcome broken(HttpRequest request, Throwable cause) {
    rethrowError(cause);
    String origin = origin(request);
    if (cause instanceof BoundedBody.TooLargeException) {
      String message =
          "%s was answered with more than is read: %d MiB"
              .formatted(origin, ReplyReader.MOST_BYTES >> 20);
      return failed(isGet(request), message, cause);
    }
    boolean neverSent =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || TlsFault.wasRefusedHere(cause);
    Optional<String> tls = TlsFault.explain(cause, request.uri());
    String what = neverSent ? " found no connection: " : " broke off: ";
    return failed(
        neverSent || isGet(request), origin + what + tls.orElseGet(() -> reason(cause)), cause);
  }

  /**
   * An error of this process, such as a class that is missing after its jar was replaced, says
   * nothing of Flink: as a broken connection it would be waited for without end.
   */
  private static void rethrowError(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error error) {
        throw error;
      }
    }
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
    return message == null ? cause.getClass().getSimpleName() : Excerpt.of(message);
  }

  private static String origin(HttpRequest request) {
    return request.method() + " " + request.uri();
  }
}
