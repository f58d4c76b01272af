package io.conttune.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.benchmark.BenchmarkMain;
import io.conttune.flink.EndsWithParent;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A main with some arguments, in a process of its own; closing it kills it, and so does the end of
 * this one.
 */
public final class ChildJvm implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Signal 2 in the masks of /proc. */
  private static final long SIGINT_BIT = 1L << 1;

  private final Process process;
  private final Path out;
  private final Path err;
  private final List<JsonNode> log = new ArrayList<>();
  private long parsed;

  private ChildJvm(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts {@code conttune}.
   *
   * @param directory for what it prints, and to run in
   */
  static ChildJvm start(Path directory, String... arguments) throws IOException {
    return start(directory, List.of(), arguments);
  }

  static ChildJvm start(Path directory, List<String> options, String... arguments)
      throws IOException {
    return start(directory, options, BenchmarkMain.class, List.of(arguments));
  }

  /**
   * Starts this main.
   *
   * @param directory for what it prints, and to run in
   * @param options of the JVM, over those that every child has
   */
  public static ChildJvm start(
      Path directory, List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    return start(
        directory, options, main, arguments, Files.createTempFile(directory, "child-", ".out"));
  }

  /**
   * As the other ones.
   *
   * @param out takes what it prints; if that is a pipe, the log here must not be asked for
   */
  public static ChildJvm start(
      Path directory, List<String> options, Class<?> main, List<String> arguments, Path out)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    List<String> always =
        Stream.concat(
                Stream.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx512m",
                    // A start takes a sixth less of the processor; only Linux knows it.
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:+UseTransparentHugePages"),
                openings())
            .toList();
    command.addAll(new ServiceArchive().options(always));
    command.addAll(options);
    command.add(EndsWithParent.class.getName());
    command.add(main.getName());
    command.addAll(arguments);
    Path err = Files.createTempFile(directory, "child-", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ChildJvm(process, out, err);
  }

  /** What Flink needs of the JDK, as this JVM was given it. */
  private static Stream<String> openings() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("--add-exports"));
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. Not by {@code Process.destroy}: that closes its standard input first. */
  public void terminate() throws IOException, InterruptedException {
    signal("TERM");
  }

  /** SIGINT, as of Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /** SIGSTOP: it stands still, wherever it is, until it is resumed. */
  public void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Returns when it stands still by SIGSTOP, whoever has sent that. */
  public void awaitSuspended() {
    await()
        .atMost(FlinkFixture.DEADLINE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> status("State:").contains("stopped"));
  }

  /** SIGCONT. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /**
   * Whether SIGINT does nothing, as in a process that a shell without job control has put into the
   * background.
   */
  boolean ignoresInterrupts() throws IOException {
    String ignored = status("SigIgn:");
    return !ignored.isEmpty() && (Long.parseUnsignedLong(ignored, 16) & SIGINT_BIT) != 0;
  }

  /** What the kernel says of the process under this name; empty where it does not say. */
  private String status(String name) throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return "";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** Waits for its end and returns its exit code. */
  public int exitCode(Duration deadline) throws InterruptedException {
    if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs after " + deadline + "; " + printed());
    }
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  /** The lines on its standard error. */
  public List<String> errors() {
    return read(err).lines().toList();
  }

  /** The whole lines of its JSON log. Each is parsed once: who awaits one asks often. */
  public synchronized List<JsonNode> log() {
    String more = new String(readFrom(parsed), UTF_8);
    String lines = more.substring(0, more.lastIndexOf('\n') + 1);
    lines.lines().map(ChildJvm::parse).forEach(log::add);
    parsed += lines.getBytes(UTF_8).length;
    return List.copyOf(log);
  }

  private byte[] readFrom(long position) {
    try (InputStream file = Files.newInputStream(out)) {
      file.skipNBytes(position);
      return file.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("cannot read " + out, e);
    }
  }

  public List<JsonNode> log(String event) {
    return log().stream().filter(line -> line.path("event").asText().equals(event)).toList();
  }

  /** Waits for a line of its log and returns it. */
  public JsonNode awaitLog(Predicate<JsonNode> wanted) {
    return await()
        .atMost(FlinkFixture.DEADLINE)
        .pollInterval(Duration.ofMillis(20))
        .conditionEvaluationListener(condition -> failIfDead(wanted))
        .until(() -> log().stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  public JsonNode awaitEvent(String event) {
    return awaitLog(line -> line.path("event").asText().equals(event));
  }

  private void failIfDead(Predicate<JsonNode> wanted) {
    if (!process.isAlive() && log().stream().noneMatch(wanted)) {
      throw new AssertionError("ended with " + process.exitValue() + "; " + printed());
    }
  }

  private String printed() {
    return "it printed\n" + read(out) + "\nand\n" + read(err);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("not a line of JSON: " + line, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
