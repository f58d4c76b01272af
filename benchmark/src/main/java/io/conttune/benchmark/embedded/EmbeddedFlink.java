package io.conttune.benchmark.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.ExceptionUtils;

/**
 * A Flink session cluster in this JVM with two task managers of 16 slots; REST, web UI and jar
 * upload are on 127.0.0.1. All it writes is below one directory of its own, which goes when it is
 * closed.
 */
public final class EmbeddedFlink implements AutoCloseable {

  public static final int TASK_MANAGERS = 2;
  public static final int SLOTS_PER_TASK_MANAGER = 16;

  /**
   * A second or two do, but a savepoint whose outcome nobody has read yet keeps the dispatcher of a
   * cluster that is stopping for {@code rest.async.store-duration}. Nobody will ask any more, so
   * its last idle threads are not waited for.
   */
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(3);

  private final MiniCluster cluster;
  private final ClusterDirectories directories;
  private final URI restAddress;

  private EmbeddedFlink(MiniCluster cluster, ClusterDirectories directories, URI restAddress) {
    this.cluster = cluster;
    this.directories = directories;
    this.restAddress = restAddress;
  }

  /**
   * Starts a cluster and returns when REST answers and all slots are there.
   *
   * @param parent an existing directory, in which the cluster makes one of its own
   * @param port for REST and the web UI; 0 for any free one
   * @throws PortInUseException if somebody listens there already
   * @throws IOException if the cluster does not start
   */
  public static EmbeddedFlink start(Path parent, int port) throws IOException {
    return start(parent, port, Map.of());
  }

  /**
   * As {@link #start(Path, int)}, with settings of Flink that go before those set here.
   *
   * @throws PortInUseException if somebody listens there already
   * @throws IOException if the cluster does not start
   */
  public static EmbeddedFlink start(Path parent, int port, Map<String, String> settings)
      throws IOException {
    ClusterDirectories directories = ClusterDirectories.create(parent);
    MiniCluster cluster = new MiniCluster(configuration(directories, port, settings));
    try {
      cluster.start();
      URI restAddress = cluster.getRestAddress().join();
      Readiness.await(restAddress, TASK_MANAGERS * SLOTS_PER_TASK_MANAGER);
      return new EmbeddedFlink(cluster, directories, restAddress);
    } catch (Exception failed) {
      // MiniCluster.start declares no narrower type.
      IOException reason = failedStart(port, failed);
      stopAfter(reason, cluster, directories);
      throw reason;
    }
  }

  /** Where REST and the web UI are. */
  public URI restAddress() {
    return restAddress;
  }

  /** Where savepoints go unless a request names another place. */
  public Path savepointDirectory() {
    return directories.savepoints();
  }

  /**
   * Ends the jobs and the cluster and removes what it wrote, within a few seconds.
   *
   * @throws IOException if the cluster does not end cleanly or a file cannot be removed
   */
  @Override
  public void close() throws IOException {
    stop(cluster, directories);
  }

  private static void stopAfter(
      IOException reason, MiniCluster cluster, ClusterDirectories directories) {
    try {
      stop(cluster, directories);
    } catch (IOException alsoFailed) {
      reason.addSuppressed(alsoFailed);
    }
  }

  private static void stop(MiniCluster cluster, ClusterDirectories directories) throws IOException {
    try {
      cluster
          .closeAsync()
          .completeOnTimeout(null, TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)
          .get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the embedded Flink was stopping", interrupted);
    } catch (ExecutionException failed) {
      throw new IOException("the embedded Flink did not stop cleanly", failed);
    } finally {
      directories.remove();
    }
  }

  private static MiniClusterConfiguration configuration(
      ClusterDirectories directories, int port, Map<String, String> settings) {
    return new MiniClusterConfiguration.Builder()
        .setConfiguration(EmbeddedClusterSettings.of(directories, port, settings))
        .setNumTaskManagers(TASK_MANAGERS)
        .setNumSlotsPerTaskManager(SLOTS_PER_TASK_MANAGER)
        .build();
  }

  private static IOException failedStart(int port, Exception failed) {
    if (failed instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return ExceptionUtils.findThrowable(failed, BindException.class).isPresent()
        ? new PortInUseException(port, failed)
        : new IOException("the embedded Flink did not start", failed);
  }
}
