package io.conttune.collector;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes clients of many clusters that together need few threads. All clusters without certificates
 * of their own are asked through one HTTP client for each deadline, which keeps the connections to
 * each apart. Threads may share one.
 */
public final class FlinkClients {
  private static final long IDLE_SECONDS = 10;

  private final Executor threads = threads();
  private final Map<Duration, HttpClients> plain = new ConcurrentHashMap<>();

  /**
   * As many as are needed at a time: most only hand replies over, but one that looks up the name of
   * a cluster may wait for it, and no other cluster may wait with it.
   */
  private static Executor threads() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "flink-replies-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
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
