package io.conttune.graphbuilder;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.cache.DistributedCache;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * The main program: runs the main method of a program as {@code flink run} does, up to where that
 * would submit the job, and keeps the graph. What it calls of Flink is the same from 1.12 to 2.3,
 * compiled as it is.
 */
public final class GraphBuilder {
  private static final String DEFAULT_PARALLELISM = "parallelism.default";

  /** A stop with a savepoint rarely takes longer, and an idle JVM holds memory. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final GraphFiles files;
  private final GraphRequest request;

  private GraphBuilder(GraphFiles files, GraphRequest request) {
    this.files = files;
    this.request = request;
  }

  /**
   * Reads a request, and writes the graph and a reply beside it. After a request for no run it
   * waits for one for a run, so that this costs no start of a JVM. If that does not come, or who
   * has started it has ended, it removes the directory and ends.
   *
   * @param arguments the directory alone
   * @throws IOException if no request can be read there, or no reply be written
   * @throws InterruptedException if a program interrupts its main thread
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    GraphFiles files = new GraphFiles(Path.of(arguments[0]));
    Lifeline starter = Lifeline.to(System.in, files::delete);
    System.setIn(InputStream.nullInputStream());
    GraphReply reply = replyTo(files);
    boolean mayGoOn = reply.failure().isEmpty() && files.request().run().isEmpty();
    files.write(reply);
    if (mayGoOn) {
      if (!starter.asksAgainWithin(PATIENCE)) {
        files.delete();
        Runtime.getRuntime().halt(GraphBuilderProgram.NOT_ASKED_AGAIN);
      }
      reply = replyTo(files);
      files.write(reply);
    }
    // A thread of the program would keep the process alive.
    Runtime.getRuntime().halt(reply.failure().isPresent() ? 1 : 0);
  }

  private static GraphReply replyTo(GraphFiles files) {
    String version = EnvironmentInformation.getVersion();
    try {
      return new GraphBuilder(files, files.request()).built(version);
    } catch (Throwable failure) {
      // Whatever a program throws is what its user is told.
      failure.printStackTrace();
      return GraphReply.failed(version, rootCause(failure));
    }
  }

  private static String rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.toString();
  }

  private GraphReply built(String version)
      throws IOException, ClassNotFoundException, ProgramInvocationException {
    boolean isThere = Files.exists(files.graph());
    JobGraph graph = isThere ? read(files.graph()) : ofProgram();
    if (!isThere) {
      write(graph, files.graph());
    }
    if (request.run().isPresent()) {
      GraphRequest.Run run = request.run().get();
      graph.setJobID(JobID.fromHexString(run.jobId()));
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(run.statePath(), run.unclaimedStateIsDropped()));
      write(graph, files.launch());
    }
    Map<String, Integer> parallelism = new TreeMap<>();
    for (JobVertex vertex : graph.getVertices()) {
      parallelism.put(vertex.getID().toString(), vertex.getParallelism());
    }
    return new GraphReply(version, parallelism, jars(graph), Optional.empty());
  }

  private JobGraph ofProgram() throws IOException, ProgramInvocationException {
    GraphRequest.Program program = request.program();
    Map<String, String> settings = new HashMap<>(program.configuration());
    program
        .parallelism()
        .ifPresent(number -> settings.put(DEFAULT_PARALLELISM, String.valueOf(number)));
    Configuration configuration = Configuration.fromMap(settings);
    int parallelism = Integer.parseInt(settings.getOrDefault(DEFAULT_PARALLELISM, "1"));
    File jar = files.file(program.jar()).toFile();
    try (PackagedProgram packaged =
        PackagedProgram.newBuilder()
            .setJarFile(jar)
            .setEntryPointClassName(program.entryClass().orElse(null))
            .setConfiguration(configuration)
            .setUserClassPaths(
                ConfigUtils.decodeListFromConfig(
                    configuration, PipelineOptions.CLASSPATHS, URL::new))
            .setArguments(program.arguments().toArray(String[]::new))
            .build()) {
      JobGraph graph =
          PackagedProgramUtils.createJobGraph(packaged, configuration, parallelism, false);
      graph.getUserArtifacts().forEach(GraphBuilder::requireReachable);
      setParallelism(graph);
      keepNested(graph);
      return graph;
    }
  }

  /** What {@code flink run} would upload beside the job is not uploaded here. */
  private static void requireReachable(
      String name, DistributedCache.DistributedCacheEntry artifact) {
    String scheme = URI.create(artifact.filePath).getScheme();
    if (scheme == null || scheme.equals("file")) {
      throw new IllegalArgumentException(
          "the program caches the file %s (%s) of this machine; only files of a file system that the cluster reaches can be"
                  .formatted(name, artifact.filePath)
              + " cached");
    }
  }

  private void setParallelism(JobGraph graph) {
    for (JobVertex vertex : graph.getVertices()) {
      String id = vertex.getID().toString();
      Integer wanted = request.parallelism().get(id);
      if (wanted != null) {
        vertex.setParallelism(wanted);
      }
      // State of keys can only be restored with as many groups of keys as it was written with.
      Integer most = request.maxParallelism().get(id);
      if (most != null) {
        vertex.setMaxParallelism(most);
      }
    }
  }

  /** Jars within the jar lie in temporary files, which go with this process. */
  private void keepNested(JobGraph graph) throws IOException {
    for (org.apache.flink.core.fs.Path jar : graph.getUserJars()) {
      Path source = Path.of(jar.toUri());
      if (!files.directory().equals(source.getParent())) {
        Files.copy(source, files.file(name(source)), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<String> jars(JobGraph graph) {
    List<String> names = new ArrayList<>();
    for (org.apache.flink.core.fs.Path jar : graph.getUserJars()) {
      names.add(name(Path.of(jar.toUri())));
    }
    return names;
  }

  private static String name(Path file) {
    return Objects.requireNonNull(file.getFileName(), "a jar has a name").toString();
  }

  private static JobGraph read(Path file) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
      return (JobGraph) in.readObject();
    }
  }

  private static void write(JobGraph graph, Path file) throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(graph);
    }
  }
}
