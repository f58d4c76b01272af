package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conttune.benchmark.embedded.JobJar;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.flink.FlinkFixture;
import io.conttune.flink.FlinkProcesses;
import io.conttune.flink.FlinkRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger who follows docs/quick-start.md, command by command, with the archive in an empty
 * folder and a real Flink beside it. What the page says is there is replaced by what is there. It
 * waits as long as a stranger would, so it runs by itself: {@code mvn verify -Ptwo-clusters}. The
 * outputs and the minutes are written to {@code target/two-clusters}.
 */
final class QuickStartWalk {
  private static final Path PAGE = Path.of("..", "..", "docs", "quick-start.md");
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern HERE =
      Pattern.compile("http-listening.*?url\\W+(http://127\\.0\\.0\\.1:\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final int SLOTS = 12;
  private static final String RUN = "bin/conttune run";

  @TempDir private Path folder;

  private Path directory;
  private Optional<Process> service = Optional.empty();
  private final List<String> words = new ArrayList<>();

  @Test
  void thePageLeadsFromTheArchiveToARescale()
      throws IOException, InterruptedException, FlinkUnavailableException {
    directory = Files.createDirectory(folder.resolve("empty"));
    Path archive = archive();
    Files.copy(archive, directory.resolve(archive.getFileName()));
    FlinkProcesses processes =
        FlinkProcesses.start(FlinkRelease.of("1.20"), folder, TwoClusters.SETTINGS, 1, SLOTS);
    try (FlinkFixture flink =
        FlinkFixture.withJar(
            processes.restAddress(),
            processes.savepointDirectory(),
            JobJar.writeTo(folder),
            processes::close)) {
      WordCountRun clicks = WordCountRun.starting("clicks", 100, 100, folder);
      flink.run(clicks.arguments(1, 2));
      long begun = System.nanoTime();
      for (String command : commands(flink, clicks)) {
        follow(command);
      }
      words.add(
          "# %.1f minutes, without the time for reading\n"
              .formatted((System.nanoTime() - begun) / 60e9));
    } finally {
      service.ifPresent(QuickStartWalk::end);
      Path transcript = Path.of(System.getProperty("two-clusters.directory"), "quick-start.txt");
      Files.createDirectories(transcript.getParent());
      Files.writeString(transcript, String.join("\n", words));
    }
  }

  /** The commands of the page; one goes on over the lines of a text that it is given. */
  private static List<String> commands(FlinkFixture flink, WordCountRun clicks)
      throws IOException, FlinkUnavailableException {
    String arguments =
        String.join(", ", clicks.arguments(1, 2).stream().map("\"%s\""::formatted).toList());
    List<String> commands = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      String text =
          block
              .group(1)
              .replace("http://127.0.0.1:8081", flink.address().toString())
              .replace("file:///var/flink/savepoints", flink.savepointDirectory())
              .replace("clicks.jar", JobJar.FILE_NAME)
              .replace("arguments: []", "arguments: [" + arguments + "]");
      Matcher command = Pattern.compile(".*<<'END'\n(?s:.*?)\nEND\n|.+\n").matcher(text);
      while (command.find()) {
        commands.add(command.group().stripTrailing());
      }
    }
    assertThat(commands).hasSizeGreaterThan(10);
    return commands;
  }

  private void follow(String command) throws IOException, InterruptedException {
    if (command.startsWith("cd ")) {
      directory = only(directory, "conttune-*[!z]");
    } else if (command.startsWith(RUN)) {
      run(command);
    } else if (command.startsWith("bin/conttune history")) {
      await("a rescale")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> done(command).out().contains("verified"));
      tell(done(command));
    } else if (command.startsWith("bin/conttune status")) {
      await("a job that is tuned")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> done(command).out().contains("tuned"));
      tell(done(command));
    } else {
      Done done = done(command);
      tell(done);
      assertThat(done.exitCode()).as("%s", done).isZero();
    }
  }

  /** The end of a command. */
  private record Done(String command, int exitCode, String out) {}

  private void tell(Done done) {
    words.add("$ " + done.command() + "\n" + done.out());
  }

  private Done done(String command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "walk-", ".out");
    Process process = started(command, out);
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      end(process);
    }
    assertThat(ended).as("the end of %s; it wrote %s", command, Files.readString(out)).isTrue();
    return new Done(command, process.exitValue(), Files.readString(out));
  }

  /** On a free port: that of the page may be taken. */
  private void run(String command) throws IOException {
    Files.writeString(
        directory.resolve("conf/conttune.yaml"),
        "\nlisten: 127.0.0.1:0\n",
        StandardOpenOption.APPEND);
    Path log = folder.resolve("service.log");
    service = Optional.of(started(command, log));
    await("the service").atMost(PATIENCE).until(() -> address(log).isPresent());
    words.add("$ " + command + "   # in another terminal\n");
  }

  private static Optional<String> address(Path log) throws IOException {
    return HERE.matcher(Files.readString(log)).results().map(found -> found.group(1)).findFirst();
  }

  private Process started(String command, Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Path log = folder.resolve("service.log");
    if (Files.exists(log)) {
      address(log).ifPresent(url -> environment.put("CONTTUNE_URL", url));
    }
    return builder.start();
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Path archive() throws IOException {
    return only(Path.of("..", "..", "dist", "target"), "conttune-*.tar.gz");
  }

  private static Path only(Path directory, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var matching = Files.newDirectoryStream(directory, pattern)) {
      matching.forEach(found::add);
    }
    assertThat(found).as("%s in %s", pattern, directory).hasSize(1);
    return found.get(0);
  }
}
