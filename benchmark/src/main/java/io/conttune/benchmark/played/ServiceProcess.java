package io.conttune.benchmark.played;

import io.conttune.controller.command.ContTune;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service in a JVM of its own, with the options of {@code bin/conttune}. */
public final class ServiceProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");
  private static final String STARTED = " service-started ";
  private static final Pattern URL = Pattern.compile(" http-listening url=(\\S+)");
  private static final Pattern TOTAL = Pattern.compile("Total +[0-9]+ +([0-9]+)");
  private static final Duration GLANCE = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ANSWERED = Duration.ofSeconds(30);
  private static final int QUOTED = 2000;

  private final Path directory;
  private final Process process;
  private final long begun = System.nanoTime();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Optional<String> url = Optional.empty();

  private ServiceProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /**
   * Starts a service whose {@code conttune.yaml} is in this directory.
   *
   * @param options more options of its JVM
   */
  public static ServiceProcess start(Path directory, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(javaHome("java").toString());
    command.addAll(OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), ContTune.class.getName()));
    command.addAll(List.of("run", "--log-format", "text", "--config", "conttune.yaml"));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("service.log").toFile())
            .start();
    return new ServiceProcess(directory, process);
  }

  private static Path javaHome(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program);
  }

  /** Entries may be relative to the directory of this process. */
  private static String classPath() {
    String separator = System.getProperty("path.separator");
    return String.join(
        separator,
        Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(separator), -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /** Waits until its loops have been started; the time since the start of the process. */
  public Duration started() throws IOException, InterruptedException {
    return when(() -> log().contains(STARTED))
        .orElseThrow(() -> new IOException("the service did not start within " + PATIENCE));
  }

  /** Something that is waited for. */
  public interface Condition {
    /** Whether it is so. */
    boolean holds() throws IOException;
  }

  /**
   * Waits for something; the time since the start of the process. Empty if it is not so within two
   * minutes.
   *
   * @throws IOException if the service has ended; the message has the end of its log
   */
  public Optional<Duration> when(Condition condition) throws IOException, InterruptedException {
    Duration passed = passed();
    while (passed.compareTo(PATIENCE) < 0) {
      if (condition.holds()) {
        return Optional.of(passed);
      }
      if (!process.isAlive()) {
        String log = log();
        throw new IOException(
            "the service has ended; its log ends with: "
                + log.substring(Math.max(0, log.length() - QUOTED)));
      }
      Thread.sleep(GLANCE.toMillis());
      passed = passed();
    }
    return Optional.empty();
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("service.log"));
  }

  private String url() throws IOException {
    if (url.isEmpty()) {
      Matcher found = URL.matcher(log());
      url = found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
    return url.orElseThrow(() -> new IOException("no address yet"));
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path)).timeout(ANSWERED).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Kills it, as the loss of a machine would, and waits for its end. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Its metrics now.
   *
   * @throws IOException if it does not answer within half a minute
   */
  public Scrape metrics() throws IOException, InterruptedException {
    return new Scrape(ask("/metrics").body());
  }

  /** The time of processors that it has used. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * The bytes of its heap that are in use after a collection of garbage; empty if there is no JDK
   * to ask it with.
   */
  public OptionalLong liveHeap() throws IOException, InterruptedException {
    Path tool = javaHome("jcmd");
    if (!Files.isExecutable(tool)) {
      return OptionalLong.empty();
    }
    Path counts = directory.resolve("jcmd.log");
    Process asked =
        new ProcessBuilder(tool.toString(), String.valueOf(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .redirectOutput(counts.toFile())
            .start();
    asked.waitFor();
    // What is counted between a collection and a look at the pools is garbage again.
    return Files.readAllLines(counts).stream()
        .map(TOTAL::matcher)
        .filter(Matcher::matches)
        .mapToLong(total -> Long.parseLong(total.group(1)))
        .findFirst();
  }

  /**
   * The end of a service.
   *
   * @param after the time from the signal on
   */
  public record Stop(Duration after, int exitCode) {}

  /** Tells it to stop, as a supervisor does, and waits for it. */
  public Stop stop() throws IOException, InterruptedException {
    long told = System.nanoTime();
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the service did not stop within " + PATIENCE);
    }
    return new Stop(Duration.ofNanos(System.nanoTime() - told), process.exitValue());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
