package io.conttune.controller.rescale.launch;

import io.conttune.graphbuilder.GraphBuilderProgram;
import io.conttune.graphbuilder.GraphFiles;
import io.conttune.graphbuilder.GraphReply;
import io.conttune.graphbuilder.GraphRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Builds a graph of a few letters at once, or fails, or hangs, as a test wants. */
final class FakeGraphProgram implements GraphProgram {
  /** What it was asked for. */
  final List<GraphRequest> requests = new ArrayList<>();

  /** Whether the graph of the request was there already. */
  final List<Boolean> hadGraph = new ArrayList<>();

  String flinkVersion = "2.3.0";
  Optional<String> failure = Optional.empty();

  /** Of the vertices of the program; empty for those that are asked for. */
  Optional<Map<String, Integer>> vertices = Optional.empty();

  /** Whether it neither ends nor replies. */
  boolean hangs = false;

  /** Whether it ends without a reply. */
  boolean crashes = false;

  /** How it ends then. */
  int crashCode = 134;

  /** Whether it waits for a run after a request for none. */
  boolean waits = true;

  /** Whether a process that waits ends just before it is asked. */
  boolean endsUnasked = false;

  /** Happens whenever somebody waits for a process. */
  Runnable waited = () -> {};

  /** How many processes were started. */
  int starts = 0;

  private final List<GraphFiles> all = new ArrayList<>();
  private FakeProcess last;
  private Path lastDirectory;

  @Override
  public Process start(GraphFiles files, List<String> libraries) throws IOException {
    starts++;
    lastDirectory = files.directory();
    all.add(files);
    Files.writeString(files.output(), "the program said: " + files.request().program().arguments());
    last = new FakeProcess(() -> answer(files), waited, hangs, crashes ? crashCode : 0);
    if (!hangs && !crashes) {
      answer(files);
    }
    return last;
  }

  private void answer(GraphFiles files) throws IOException {
    if (endsUnasked) {
      last.exitCode = GraphBuilderProgram.NOT_ASKED_AGAIN;
      last.isAlive = false;
      return;
    }
    GraphRequest request = files.request();
    requests.add(request);
    hadGraph.add(Files.exists(files.graph()));
    Files.writeString(files.graph(), "a graph");
    if (request.run().isPresent()) {
      Files.writeString(files.launch(), "a graph of run " + request.run().get().jobId());
    }
    // As the program: it waits for a run only if there is something to launch.
    last.isAlive = request.run().isEmpty() && failure.isEmpty() && waits;
    files.write(
        new GraphReply(
            flinkVersion,
            vertices.orElse(request.parallelism()),
            List.of(request.program().jar()),
            failure));
  }

  /** Removes what was built for nobody. */
  void deleteAll() {
    all.forEach(GraphFiles::delete);
  }

  boolean wasKilled() {
    return last.isKilled;
  }

  Path lastDirectory() {
    return lastDirectory;
  }

  private interface Answering {
    void answer() throws IOException;
  }

  private static final class FakeProcess extends Process {
    private final Answering answering;
    private final Runnable waited;
    private int exitCode;
    private boolean isAlive;
    private boolean isKilled = false;

    private FakeProcess(Answering answering, Runnable waited, boolean isAlive, int exitCode) {
      this.answering = answering;
      this.waited = waited;
      this.isAlive = isAlive;
      this.exitCode = exitCode;
    }

    @Override
    public boolean isAlive() {
      return isAlive;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) {
      waited.run();
      return !isAlive;
    }

    @Override
    public int waitFor() {
      return exitCode;
    }

    @Override
    public int exitValue() {
      return exitCode;
    }

    @Override
    public Process destroyForcibly() {
      isKilled |= isAlive;
      isAlive = false;
      return this;
    }

    @Override
    public void destroy() {
      var unused = destroyForcibly();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
      return Stream.empty();
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int any) throws IOException {
          answering.answer();
        }
      };
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }
  }
}
