package io.conttune.benchmark.bench;

import io.conttune.benchmark.embedded.EmbeddedFlink;
import io.conttune.benchmark.run.QuickConfig.ClusterAddress;
import io.conttune.benchmark.run.ScratchDirectory;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The cluster on which the queries run. */
sealed interface FlinkTarget {
  /** Its name in results. */
  String label();

  /** Why nothing should be run there, for people; empty if nothing is in the way. */
  List<String> obstacles() throws FlinkUnavailableException;

  /** A cluster for one cell, whose files go when it is closed. */
  Cluster open() throws IOException;

  /** A cluster that is there until it is closed. */
  interface Cluster extends AutoCloseable {
    ClusterAddress place();

    /** For what the sink counted and the controller remembers. */
    Path directory();

    @Override
    void close() throws IOException;
  }

  /** A Flink in this JVM, a new one for every cell. */
  record Embedded() implements FlinkTarget {
    @Override
    public String label() {
      return "embedded";
    }

    @Override
    public List<String> obstacles() {
      return List.of();
    }

    @Override
    public Cluster open() throws IOException {
      ScratchDirectory directory = ScratchDirectory.temporary("conttune-bench-");
      try {
        EmbeddedFlink flink = EmbeddedFlink.start(directory.path(), 0);
        return new InThisJvm(directory, flink);
      } catch (IOException e) {
        directory.close();
        throw e;
      }
    }
  }

  /**
   * A cluster that runs already.
   *
   * @param rest its address
   * @param shared a folder that the cluster sees under the same path
   */
  record Remote(URI rest, Path shared) implements FlinkTarget {
    @Override
    public String label() {
      return rest.toString();
    }

    @Override
    public List<String> obstacles() throws FlinkUnavailableException {
      return RemoteSettings.obstacles(rest);
    }

    @Override
    public Cluster open() throws IOException {
      Files.createDirectories(shared);
      return new Elsewhere(ScratchDirectory.in(shared, "conttune-bench-"), rest);
    }
  }

  /** An embedded Flink with its directory. */
  record InThisJvm(ScratchDirectory scratch, EmbeddedFlink flink) implements Cluster {
    @Override
    public ClusterAddress place() {
      return new ClusterAddress(flink.restAddress(), flink.savepointDirectory().toUri().toString());
    }

    @Override
    public Path directory() {
      return scratch.path();
    }

    @Override
    public void close() throws IOException {
      try (scratch) {
        flink.close();
      }
    }
  }

  /** A cluster of somebody else's; only our files go with it. */
  record Elsewhere(ScratchDirectory scratch, URI rest) implements Cluster {
    @Override
    public ClusterAddress place() {
      return new ClusterAddress(rest, scratch.path().resolve("savepoints").toUri().toString());
    }

    @Override
    public Path directory() {
      return scratch.path();
    }

    @Override
    public void close() throws IOException {
      scratch.close();
    }
  }
}
