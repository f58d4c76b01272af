package io.conttune.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands on loopback between a controller and the REST API of a cluster, and lets something happen
 * to the calls that it was told of; all others pass.
 */
final class FaultyProxy implements AutoCloseable {
  private final URI cluster;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Planned> planned = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Outage>> outage = new AtomicReference<>(Optional.empty());
  private final CountDownLatch recovered = new CountDownLatch(1);

  private FaultyProxy(URI cluster, HttpServer server) {
    this.cluster = cluster;
    this.server = server;
  }

  /**
   * One call, and what is to happen to it and to its repetition: a GET whose connection is closed
   * is sent again by the JDK's client itself, once and at once.
   */
  private static final class Planned {
    private static final long REPEATED_WITHIN = 2_000_000_000;

    private final CallPattern pattern;
    private final Fault fault;
    private final int nth;
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private int left;
    private long cutNanos;
    private boolean mayBeRepeated;

    Planned(CallPattern pattern, int nth, Fault fault) {
      this.pattern = pattern;
      this.fault = fault;
      this.nth = nth;
      this.left = nth;
    }

    synchronized boolean isNow(Call call) {
      if (!pattern.matches(call)) {
        return false;
      }
      boolean nth = left > 0 && --left == 0;
      boolean repeated = mayBeRepeated && System.nanoTime() - cutNanos < REPEATED_WITHIN;
      mayBeRepeated = nth && call.method().equals("GET");
      return nth || repeated;
    }

    Reply answer(Fault.Forward cluster) throws InterruptedException {
      try {
        Reply reply = fault.answer(cluster);
        remember(reply);
        answered.complete(null);
        return reply;
      } catch (RuntimeException | AssertionError e) {
        answered.completeExceptionally(e);
        throw e;
      }
    }

    private synchronized void remember(Reply reply) {
      mayBeRepeated &= reply.isCut();
      cutNanos = System.nanoTime();
    }

    /** Returns when the call has come and what was to happen to it has happened. */
    void await(Duration deadline) throws InterruptedException {
      try {
        answered.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError("no %s no. %d has come".formatted(pattern, nth), e);
      } catch (ExecutionException e) {
        throw new AssertionError("at %s no. %d: %s".formatted(pattern, nth, e.getCause()), e);
      }
    }
  }

  /** Somebody else answers every call until this time. */
  private record Outage(Reply reply, long endNanos) {}

  /**
   * A call that arrived.
   *
   * @param path with its query
   */
  record Call(String method, String path) {}

  static FaultyProxy to(URI cluster) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FaultyProxy proxy = new FaultyProxy(cluster, server);
    server.setExecutor(proxy.threads);
    server.createContext("/", proxy::handle);
    server.start();
    return proxy;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Lets this happen to the nth call of that kind, counted from 1 and from now. */
  void plan(CallPattern pattern, int nth, Fault fault) {
    planned.add(new Planned(pattern, nth, fault));
  }

  /**
   * Returns when all that was planned has happened, and fails if it does not, or has failed itself.
   */
  void awaitAll(Duration deadline) throws InterruptedException {
    for (Planned each : planned) {
      each.await(deadline);
    }
  }

  /** From now on and for this long the cluster is out of reach: this is answered to every call. */
  void breakDown(Reply reply, Duration length) {
    outage.set(Optional.of(new Outage(reply, System.nanoTime() + length.toNanos())));
  }

  /** Returns when a call has reached the cluster after it was out of reach. */
  void awaitRecovered(Duration deadline) throws InterruptedException {
    if (!recovered.await(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("no call has come after the cluster was out of reach");
    }
  }

  /** The calls so far. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = new Call(exchange.getRequestMethod(), exchange.getRequestURI().toString());
      calls.add(call);
      HttpRequest request = request(exchange);
      Optional<Planned> now = planned.stream().filter(each -> each.isNow(call)).findFirst();
      Optional<Outage> broken = outage.get();
      if (now.isPresent()) {
        now.get().answer(() -> forward(request)).sendTo(exchange);
      } else if (broken.isPresent() && System.nanoTime() < broken.get().endNanos()) {
        broken.get().reply().sendTo(exchange);
      } else {
        if (broken.isPresent()) {
          recovered.countDown();
        }
        forward(request).sendTo(exchange);
      }
    } catch (InterruptedException e) {
      // The proxy is being closed.
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(cluster.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
        .ifPresent(type -> request.header("Content-Type", type));
    return request.build();
  }

  private Reply forward(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return Reply.whole(response.statusCode(), response.body());
    } catch (IOException e) {
      // As behind a cluster that is down: the controller sees its connection closed.
      return Reply.cut();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
