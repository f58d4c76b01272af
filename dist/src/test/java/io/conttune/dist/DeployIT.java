package io.conttune.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.controller.command.ExitCode;
import io.conttune.controller.command.RunCommand;
import io.conttune.controller.config.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd and the image, against the archive and the service that they run. */
class DeployIT {
  /** Where the unit and the image have the archive. */
  private static final String HOME = "/opt/conttune/";

  @TempDir private static Path folder;

  private static Archive archive;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    archive = Archive.unpack(Files.createDirectory(folder.resolve("archive")));
  }

  @Test
  void theUnitRunsTheLauncherOfTheArchive() throws IOException {
    assertThat(unit("ExecStart")).startsWith(HOME);
    List<String> command = List.of(unit("ExecStart").substring(HOME.length()).split(" "));

    assertThat(archive.file(command.get(0))).isExecutable();
    assertThat(command.subList(1, command.size()))
        .containsExactly("run", "--config", "/etc/conttune/conttune.yaml");
  }

  @Test
  void theUnitStartsAgainWhatDiedAndLeavesWhatIsWrong() throws IOException {
    assertThat(unit("Restart")).isEqualTo("on-failure");
    assertThat(unit("RestartPreventExitStatus")).isEqualTo(String.valueOf(ExitCode.WRONG_INPUT));
  }

  @Test
  void theUnitStopsTheServiceAloneAndWaitsForIt() throws IOException {
    assertThat(unit("KillMode")).isEqualTo("mixed");
    assertThat(Duration.parse("PT" + unit("TimeoutStopSec")))
        .isGreaterThan(RunCommand.LONGEST_STOP);
  }

  @Test
  void theServiceOfTheUnitWritesOnlyWhereItMay() throws IOException {
    JsonNode settings = YamlFile.read(archive.file("deploy/systemd/conttune.yaml"));

    assertThat(settings.path("store").textValue())
        .startsWith("/var/lib/" + unit("StateDirectory") + "/");
    assertThat(settings.path("decision-log").textValue())
        .startsWith("/var/log/" + unit("LogsDirectory") + "/");
    assertThat(archive.file("deploy/systemd/conttune.logrotate"))
        .content()
        .contains("\n" + settings.path("decision-log").textValue() + " {\n");
    assertThat(archive.file("deploy/systemd/conttune.sysusers"))
        .content()
        .contains("\nu " + unit("User") + " ");
  }

  @Test
  void findsNoFaultInTheFilesOfTheUnit() throws IOException, InterruptedException {
    Path etc = Files.createDirectory(folder.resolve("etc"));
    for (String token : List.of("view.token", "operate.token")) {
      Files.writeString(Files.createDirectories(etc.resolve("secrets")).resolve(token), "secret");
    }
    Files.copy(
        archive.file("conf/jobs/wordcount.yaml"),
        Files.createDirectory(etc.resolve("jobs")).resolve("wordcount.yaml"));
    String withTokens =
        Files.readString(archive.file("deploy/systemd/conttune.yaml"))
            .replaceAll("(?m)^# (tokens:|  view:|  operate:)", "$1")
            .replace("/etc/conttune/", etc + "/");
    assertThat(withTokens).contains("\ntokens:\n  view: ${file:" + etc);
    Files.writeString(etc.resolve("conttune.yaml"), withTokens);

    Shell.Result validated =
        Shell.run(
            folder,
            Map.of(),
            List.of(archive.launcher().toString(), "validate", etc + "/conttune.yaml"));

    assertThat(validated.err()).isEmpty();
    assertThat(validated.exitCode()).isZero();
  }

  @Test
  void theImageHasOnlyWhatTheArchiveHas() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String copy : dockerfile("COPY ")) {
      List<String> paths = List.of(copy.split(" "));
      assertThat(paths.get(paths.size() - 1)).startsWith(HOME);
      sources.addAll(paths.subList(0, paths.size() - 1));
    }
    JsonNode start = array(dockerfile("ENTRYPOINT ").get(0));

    assertThat(sources)
        .contains("bin", "lib", "licenses", "LICENSE", "NOTICE")
        .allSatisfy(source -> assertThat(archive.file(source)).exists());
    assertThat(start.get(0).textValue()).startsWith(HOME);
    assertThat(archive.file(start.get(0).textValue().substring(HOME.length()))).isExecutable();
  }

  @Test
  void theImageIsProbedWhereTheServiceAnswers() throws IOException, InterruptedException {
    String port = String.valueOf(ListenAddress.USUAL.port());
    String probe = dockerfile("  CMD ").get(0);

    assertThat(dockerfile("EXPOSE ")).containsExactly(port);
    assertThat(probe).contains("/dev/tcp/127.0.0.1/" + port + " ");
    URI url;
    try (Probed service = Probed.start()) {
      url = service.url();
      assertThat(run(probe.replace(port, String.valueOf(url.getPort())))).isZero();
      assertThat(run(probe.replace(port, String.valueOf(url.getPort())).replace("livez", "readyz")))
          .as("readyz of a service that starts, which answers 503")
          .isNotZero();
    }
    assertThat(run(probe.replace(port, String.valueOf(url.getPort())))).isNotZero();
  }

  private static int run(String probe) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    array(probe).forEach(word -> command.add(word.textValue()));
    return Shell.run(folder, Map.of(), command).exitCode();
  }

  /** The value of a key that stands in the unit once. */
  private static String unit(String key) throws IOException {
    return only(lines("deploy/systemd/conttune.service", key + "="));
  }

  private static List<String> dockerfile(String instruction) throws IOException {
    return lines("deploy/docker/Dockerfile", instruction);
  }

  /** What follows on the lines that begin so. */
  private static List<String> lines(String file, String begin) throws IOException {
    try (Stream<String> lines = Files.lines(archive.file(file))) {
      return lines
          .filter(line -> line.startsWith(begin))
          .map(line -> line.substring(begin.length()))
          .toList();
    }
  }

  private static String only(List<String> values) {
    assertThat(values).hasSize(1);
    return values.get(0);
  }

  private static JsonNode array(String json) throws IOException {
    return new JsonMapper().readTree(json);
  }
}
