package io.conttune.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, unpacked and used where no repository is. */
class ArchiveIT {
  private static final long MOST_BYTES = 25_000_000;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /**
   * The licences that may ship, each with the file of its text; Apache-2.0 is ours too. Of a
   * library with several licences, one is enough.
   */
  private static final Map<String, String> ALLOWED =
      Map.of(
          "Apache-2.0", "LICENSE",
          "BSD-2-Clause", "licenses/BSD-2-Clause.txt",
          "EPL-2.0", "licenses/EPL-2.0.txt",
          "MIT", "licenses/MIT.txt",
          "MPL-2.0", "licenses/MPL-2.0.txt",
          // Of the versions that this one leaves to us, we choose the text that we have.
          "LGPL-2.1-or-later", "licenses/LGPL-3.0.txt",
          "GNU Library or Lesser General Public License (LGPL)", "licenses/LGPL-3.0.txt");

  @TempDir private static Path folder;

  private static Archive archive;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    archive = Archive.unpack(Files.createDirectory(folder.resolve("a path with spaces")));
  }

  @Test
  void isAtMost25Megabytes() throws IOException {
    assertThat(Archive.bytes()).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void hasNothingOfTheBenchmark() throws IOException {
    assertThat(archive.names("lib"))
        .contains("conttune.jar")
        .noneMatch(name -> name.matches("(flink|jmh|kryo|benchmark|akka|pekko).*"));
  }

  @Test
  void hasATextForALicenceOfEveryComponent() throws IOException {
    JsonNode components =
        new JsonMapper().readTree(archive.file("sbom.json").toFile()).path("components");

    assertThat(components).hasSizeGreaterThan(10);
    assertThat(components)
        .allSatisfy(
            component ->
                assertThat(licences(component))
                    .as("licences of %s", component.path("name").textValue())
                    .containsAnyElementsOf(ALLOWED.keySet()));
    assertThat(ALLOWED.values())
        .allSatisfy(text -> assertThat(archive.file(text)).isNotEmptyFile());
  }

  private static List<String> licences(JsonNode component) {
    return StreamSupport.stream(component.path("licenses").spliterator(), false)
        .map(choice -> choice.path("license"))
        .map(licence -> licence.path(licence.has("id") ? "id" : "name").textValue())
        .toList();
  }

  @Test
  void listsEveryJarInTheSbom() throws IOException {
    JsonNode components =
        new JsonMapper().readTree(archive.file("sbom.json").toFile()).path("components");
    List<String> listed = new ArrayList<>(List.of("conttune.jar"));
    components.forEach(
        component ->
            listed.add(
                "%s-%s.jar"
                    .formatted(
                        component.path("name").textValue(),
                        component.path("version").textValue())));

    assertThat(archive.names("lib")).containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void saysItsVersionThroughASymbolicLink() throws IOException, InterruptedException {
    Path link = Files.createDirectories(folder.resolve("links")).resolve("conttune");
    Files.createSymbolicLink(link, link.getParent().relativize(archive.launcher()));

    Shell.Result version = run(Map.of(), link, "--version");

    assertThat(version.err()).isEmpty();
    assertThat(version.out().strip()).matches("conttune \\d+\\.\\d+\\.\\d+\\S* \\(.+\\)");
    assertThat(version.exitCode()).isZero();
  }

  @Test
  void hasAManualPage() throws IOException {
    assertThat(archive.file("share/man/man1/conttune.1")).content().startsWith(".\\\"");
  }

  @Test
  void findsNoFaultInItsConfiguration() throws IOException, InterruptedException {
    List<String> files = new ArrayList<>(archive.yaml("conf"));
    files.addAll(archive.yaml("conf/jobs"));

    Shell.Result validated = validate(Map.of(), files);

    assertThat(validated.err()).isEmpty();
    assertThat(validated.out()).isEqualTo("2 files, no faults\n");
  }

  @Test
  void findsNoFaultInItsExamples() throws IOException, InterruptedException {
    List<String> files = new ArrayList<>(archive.yaml("conf/examples"));
    files.addAll(archive.yaml("conf/examples/jobs"));

    Shell.Result validated = validate(Map.of("CONTTUNE_DB_PASSWORD", "secret"), files);

    assertThat(validated.err()).isEmpty();
    assertThat(validated.out()).isEqualTo("6 files, no faults\n");
  }

  @Test
  void takesTheExtensionsThatAreInItsPlugins() throws IOException, InterruptedException {
    Archive own = Archive.unpack(Files.createDirectory(folder.resolve("with plugins")));
    Path job =
        Files.writeString(
            own.file("conf/jobs/own.yaml"),
            """
            job: own
            flink: http://127.0.0.1:8081
            tuner: {method: extension, extension: per-subtask, settings: {records-per-second: 5}}
            """);

    Shell.Result without = run(Map.of(), own.launcher(), "validate", job.toString());
    Files.copy(example(), own.file("plugins/example.jar"));
    Shell.Result with = run(Map.of(), own.launcher(), "validate", job.toString());

    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err())
        .contains(
            "own.yaml:3:39: tuner.extension: is \"per-subtask\", expected the name of a tuner")
        .contains("no tuner is on the class path");
    assertThat(with.err()).isEmpty();
    assertThat(with.exitCode()).isZero();
  }

  private static Path example() throws IOException {
    Path built = Path.of("..", "examples", "extension", "target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(built, "example-extension-*.jar")) {
      return StreamSupport.stream(jars.spliterator(), false)
          .filter(jar -> !jar.toString().contains("-tests"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void recommendsAndPlots() throws IOException, InterruptedException {
    Path history =
        Files.writeString(
            folder.resolve("history.csv"), "parallelism,processing_ability\n2,20\n4,38\n");
    Path picture = folder.resolve("picture.svg");
    String[] question = {"--history=" + history, "--rate=50"};

    Shell.Result recommended =
        run(Map.of(), archive.launcher(), "recommend", question[0], question[1]);
    Shell.Result plotted =
        run(Map.of(), archive.launcher(), "plot", question[0], question[1], "--out=" + picture);

    assertThat(recommended.out()).startsWith("parallelism ");
    assertThat(plotted.err()).isEmpty();
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void servesUntilSigterm() throws IOException, InterruptedException {
    Path out = folder.resolve("service.out");
    Path err = folder.resolve("service.err");
    List<String> command =
        List.of(archive.launcher().toString(), "run", "--config", "conf/conttune.yaml");

    Process service = Shell.start(archive.file("."), Map.of(), command, out, err);
    try {
      await()
          .atMost(DEADLINE)
          .untilAsserted(() -> assertThat(out).content().contains("\"service-started\""));
      // SIGTERM reaches the JVM itself: the script has become it.
      assertThat(
              new ProcessBuilder("kill", "-TERM", String.valueOf(service.pid())).start().waitFor())
          .isZero();

      assertThat(service.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isZero();
      assertThat(out).content().contains("\"service-stopped\"");
      assertThat(err).isEmptyFile();
      assertThat(archive.file("data")).isNotEmptyDirectory();
    } finally {
      service.destroyForcibly();
    }
  }

  /** As by an update in place. What was loaded goes on; the first class that was not is missing. */
  @Test
  void endsWithItsCodeAndSaysSoWhenItsJarsAreReplacedWhileItRuns()
      throws IOException, InterruptedException {
    Archive own = Archive.unpack(Files.createDirectory(folder.resolve("replaced")));
    CountDownLatch replaced = new CountDownLatch(1);
    HttpServer flink =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext("/", exchange -> answerAfter(replaced, exchange));
    flink.start();
    Files.writeString(
        own.file("conf/jobs/" + own.names("conf/jobs").get(0)),
        "job: WordCount\nflink: [http://127.0.0.1:%d]\n".formatted(flink.getAddress().getPort()));
    Path out = folder.resolve("replaced.out");
    Path err = folder.resolve("replaced.err");
    List<String> command =
        List.of(own.launcher().toString(), "run", "--config", "conf/conttune.yaml");
    Process service = Shell.start(own.file("."), Map.of(), command, out, err);
    try {
      await()
          .atMost(DEADLINE)
          .untilAsserted(() -> assertThat(out).content().contains("\"service-started\""));
      for (String jar : own.names("lib")) {
        Files.write(own.file("lib/" + jar), new byte[(int) Files.size(own.file("lib/" + jar))]);
      }
      replaced.countDown();

      assertThat(service.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(service.exitValue()).isEqualTo(3);
      assertThat(err).content().contains("conttune: the service ends with exit code 3");
    } finally {
      service.destroyForcibly();
      flink.stop(0);
    }
  }

  private static void answerAfter(CountDownLatch latch, HttpExchange exchange) throws IOException {
    try (exchange) {
      latch.await();
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("{\"jobs\":[]}".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refusesAnOldJava() throws IOException, InterruptedException {
    Path home = java("echo 'openjdk version \"1.8.0_292\"' >&2");

    Shell.Result refused =
        run(Map.of("JAVA_HOME", home.toString()), archive.launcher(), "--version");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "conttune: %s/bin/java is Java 1.8.0_292; expected 17 or later: set JAVA_HOME or PATH\n"
                .formatted(home));
  }

  @Test
  void believesTheNoteOfAJavaAboutItsVersion() throws IOException, InterruptedException {
    Path home = java("echo started >&2");
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

    Shell.Result refused =
        run(Map.of("JAVA_HOME", home.toString()), archive.launcher(), "--version");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(" is Java 11.0.2; ").doesNotContain("started");
  }

  @Test
  void namesAJavaHomeWithoutJava() throws IOException, InterruptedException {
    Shell.Result refused = run(Map.of("JAVA_HOME", "/nowhere"), archive.launcher(), "--version");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "conttune: JAVA_HOME is /nowhere, where no bin/java is; expected a Java 17 or later\n");
  }

  @Test
  void passesOptionsToTheJvm() throws IOException, InterruptedException {
    Map<String, String> options = Map.of("CONTTUNE_JAVA_OPTIONS", "-Xmx64m -showversion");

    Shell.Result version = run(options, archive.launcher(), "--version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.err()).contains("version \"" + Runtime.version().feature());
  }

  /** A home of a Java that does only this. */
  private static Path java(String script) throws IOException {
    Path home = Files.createTempDirectory(folder, "java");
    Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private static Shell.Result validate(Map<String, String> environment, List<String> files)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("validate"));
    arguments.addAll(files);
    return run(environment, archive.launcher(), arguments.toArray(String[]::new));
  }

  private static Shell.Result run(
      Map<String, String> environment, Path launcher, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    return Shell.run(folder, environment, command);
  }
}
