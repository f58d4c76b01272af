package io.conttune.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.controller.command.RunCommand;
import io.conttune.controller.config.ListenAddress;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of Kubernetes, against the archive and the service that they run. */
class ManifestsIT {
  private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{file:([^}]+)}");

  @TempDir private static Path folder;

  private static Archive archive;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    archive = Archive.unpack(Files.createDirectory(folder.resolve("archive")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "h2", "postgresql"})
  void aFolderNamesEachOfItsFilesAndNoOther(String name) throws IOException {
    JsonNode kustomization = yaml(name, "kustomization.yaml");
    List<String> named = new ArrayList<>(List.of("kustomization.yaml"));
    named.addAll(texts(kustomization.path("resources")));
    named.addAll(kustomization.path("patches").findValuesAsText("path"));
    kustomization.path("configMapGenerator").forEach(map -> named.addAll(texts(map.path("files"))));
    named.remove("../base");
    Path files = file(name, "");
    try (Stream<Path> present = Files.walk(files)) {
      assertThat(
              present.filter(Files::isRegularFile).map(file -> files.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void thePodMountsWhatThereIs(String name) throws IOException {
    List<JsonNode> volumes = podParts(name, "volumes");

    assertThat(podParts(name, "containers/0/volumeMounts"))
        .extracting(mount -> mount.path("name").textValue())
        .containsExactlyInAnyOrderElementsOf(
            volumes.stream().map(volume -> volume.path("name").textValue()).toList());
    assertThat(
            volumes.stream()
                .flatMap(volume -> volume.path("configMap").findValuesAsText("name").stream()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(yaml("base", "kustomization.yaml"), yaml(name, "kustomization.yaml"))
                .flatMap(one -> one.path("configMapGenerator").findValuesAsText("name").stream())
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void theServiceReadsAndWritesWhereThePodLetsIt(String name) throws IOException {
    JsonNode settings = yaml(name, "conttune.yaml");
    List<String> writable =
        podParts(name, "containers/0/volumeMounts").stream()
            .filter(mount -> !mount.path("readOnly").booleanValue())
            .map(mount -> mount.path("mountPath").textValue())
            .toList();
    List<String> written = new ArrayList<>(List.of(settings.path("decision-log").textValue()));
    if (settings.path("store").isTextual()) {
      written.add(settings.path("store").textValue());
    }

    assertThat(written)
        .allSatisfy(path -> assertThat(writable).contains(Path.of(path).getParent().toString()));
    assertThat(writable).contains("/tmp");
    assertThat(settings.path("jobs").textValue()).isEqualTo(mountPath("jobs"));
    assertThat(texts(pod("containers/0/args")))
        .containsExactly("run", "--config", mountPath("service") + "/conttune.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "postgresql"})
  void findsNoFaultInTheFilesOfThePod(String name) throws IOException, InterruptedException {
    Path root = Files.createDirectory(folder.resolve(name));
    Path secrets = Files.createDirectories(root.resolve("secrets"));
    String settings = Files.readString(file(name, "conttune.yaml"));
    String install = Files.readString(file(name, "kustomization.yaml"));
    for (String secret : secretFiles(settings)) {
      Path path = Path.of(secret);
      assertThat(path.getParent()).hasToString(mountPath("secrets"));
      assertThat(install)
          .as("the command that makes the secret")
          .containsPattern("--from-(literal|file)=" + Pattern.quote(path.getFileName().toString()));
      Files.writeString(secrets.resolve(path.getFileName().toString()), "secret");
    }
    Path file = root.resolve("conttune.yaml");
    Files.writeString(
        file,
        settings
            .replace(mountPath("secrets"), secrets.toString())
            .replace(mountPath("jobs"), file("base", "jobs").toString()));

    Shell.Result validated =
        Shell.run(
            root, Map.of(), List.of(archive.launcher().toString(), "validate", file.toString()));

    assertThat(validated.err()).isEmpty();
    assertThat(validated.exitCode()).isZero();
  }

  @Test
  void everyPortIsTheOneAtWhichTheServiceListens() throws IOException {
    int port = ListenAddress.USUAL.port();

    assertThat(yaml("h2", "conttune.yaml").path("listen").textValue()).isEqualTo("0.0.0.0:" + port);
    assertThat(yaml("postgresql", "conttune.yaml").path("listen").textValue())
        .isEqualTo("0.0.0.0:" + port);
    assertThat(pod("containers/0/ports/0/containerPort").intValue()).isEqualTo(port);
    assertThat(yaml("base", "service.yaml").at("/spec/ports/0/port").intValue()).isEqualTo(port);
    assertThat(yaml("base", "network-policy.yaml").at("/spec/ingress/0/ports/0/port").intValue())
        .isEqualTo(port);
  }

  @Test
  void everyProbeIsAnswered() throws IOException {
    try (Probed service = Probed.start()) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode get = pod("containers/0/" + probe + "/httpGet");
        assertThat(get.path("port").textValue())
            .isEqualTo(pod("containers/0/ports/0/name").textValue());
        assertThat(status(service.url().resolve(get.path("path").textValue())))
            .as(probe)
            .isEqualTo(probe.equals("readinessProbe") ? 503 : 200);
      }
    }
  }

  @Test
  void thePodIsGivenTheTimeOfTheLongestStop() throws IOException {
    assertThat(pod("terminationGracePeriodSeconds").longValue())
        .isGreaterThan(RunCommand.LONGEST_STOP.toSeconds());
  }

  @Test
  void theImageHasTheVersionOfTheArchive() throws IOException {
    String version = archive.version().replace("-SNAPSHOT", "");

    assertThat(yaml("base", "kustomization.yaml").at("/images/0/newTag").asText())
        .as("newTag in deploy/kubernetes/base/kustomization.yaml")
        .isEqualTo(version);
  }

  private static int status(URI url) throws IOException {
    HttpURLConnection request = (HttpURLConnection) url.toURL().openConnection();
    try {
      return request.getResponseCode();
    } finally {
      request.disconnect();
    }
  }

  private static List<String> secretFiles(String settings) {
    return SECRET_FILE
        .matcher(settings)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** Where the pod has a volume that both ways share. */
  private static String mountPath(String volume) throws IOException {
    return StreamSupport.stream(pod("containers/0/volumeMounts").spliterator(), false)
        .filter(mount -> mount.path("name").textValue().equals(volume))
        .map(mount -> mount.path("mountPath").textValue())
        .findFirst()
        .orElseThrow();
  }

  /** A list of the pod: what both ways share, then what this one adds. */
  private static List<JsonNode> podParts(String name, String place) throws IOException {
    List<JsonNode> parts = new ArrayList<>();
    pod(place).forEach(parts::add);
    yaml(name, "deployment-patch.yaml").at("/spec/template/spec/" + place).forEach(parts::add);
    return parts;
  }

  private static JsonNode pod(String place) throws IOException {
    return yaml("base", "deployment.yaml").at("/spec/template/spec/" + place);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::textValue).toList();
  }

  private static JsonNode yaml(String name, String file) throws IOException {
    return YamlFile.read(file(name, file));
  }

  private static Path file(String name, String file) {
    return archive.file("deploy/kubernetes/" + name).resolve(file);
  }
}
