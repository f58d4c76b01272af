package io.conttune.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every release of which there is a class path starts, and survives what tests do to it. */
final class FlinkProcessesTest {
  @TempDir private Path directory;

  static List<FlinkRelease> releases() {
    return FlinkRelease.all();
  }

  @ParameterizedTest
  @MethodSource("releases")
  void startsAndComesBackAfterItsJobManagerWasKilled(FlinkRelease release)
      throws IOException, InterruptedException {
    try (FlinkProcesses flink = FlinkProcesses.start(release, directory, Map.of(), 1, 4)) {
      URI rest = flink.restAddress();
      assertThat(get(rest, "/config")).contains("\"flink-version\":\"" + release.version() + "\"");
      assertThat(get(rest, "/jars")).contains("\"files\":[]");

      flink.killJobManager();
      flink.startJobManager();
      flink.awaitSlots(4);

      assertThat(flink.restAddress()).isEqualTo(rest);
      assertThat(flink.logs().resolve("task-manager-0.log")).isNotEmptyFile();
    }
  }

  private static String get(URI rest, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(rest.resolve(path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
