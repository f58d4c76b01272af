package io.conttune.collector;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes clients of many clusters that together need few threads. All clusters without certificates
 * of their own are asked through the same HTTP client, which keeps the connections to each apart.
 * Threads may share one.
 */
public final class FlinkClients {
  /** They only hand replies over, and never wait. */
  private static final int THREADS = 4;

  private static final long IDLE_SECONDS = 10;

  private final Executor threads = threads();
  private final Map<Duration, HttpClients> plain = new ConcurrentHashMap<>();

  private static Executor threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "flink-replies-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /**
   * A client of the cluster that is reached like this.
   *
   * @param deadline of each attempt, above 0
   * @throws IllegalArgumentException if the deadline is not above 0
   */
  public FlinkRest client(ClusterAccess access, Duration deadline) {
    return new FlinkRest(access, deadline, clients(access.tls(), deadline));
  }

  private HttpClients clients(TlsStores tls, Duration deadline) {
    return tls.equals(TlsStores.OF_JVM)
        ? plain.computeIfAbsent(deadline, within -> new TlsHttpClients(tls, within, threads))
        : new TlsHttpClients(tls, deadline, threads);
  }
}
