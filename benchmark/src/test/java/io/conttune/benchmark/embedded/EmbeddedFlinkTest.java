package io.conttune.benchmark.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void namesThePortThatIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedFlink.start(directory, port))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("port " + port + " of 127.0.0.1 is in use");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void servesTheWebUserInterfaceAndHasAllSlots() throws IOException {
    try (EmbeddedFlink flink = EmbeddedFlink.start(directory, 0)) {
      FlinkClient client = new FlinkClient(flink.restAddress());

      assertThat(flink.restAddress().getHost()).isEqualTo("127.0.0.1");
      assertThat(client.get("/").body()).contains("<html");
      assertThat(client.get("/overview").body()).contains("\"slots-total\":32");
    }
  }

  @Test
  void closesPromptlyWhileASavepointIsUnderWay() throws IOException {
    EmbeddedFlink flink = EmbeddedFlink.start(directory, 0);
    FlinkClient client = new FlinkClient(flink.restAddress());
    Path jar = JobJar.writeTo(flink.savepointDirectory());
    String job = client.run(client.upload(jar), overload(), Optional.empty()).field("jobid");
    await().atMost(DEADLINE).until(() -> client.allTasksRun(job));
    client.stop(job);

    Instant before = Instant.now();
    flink.close();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(directory).isEmptyDirectory();
    await().atMost(DEADLINE).untilAsserted(() -> assertThat(threadsOfTheSource()).isEmpty());
  }

  private List<String> overload() {
    return List.of(
        "--cost.splitter", "10,0,0",
        "--cost.count", "100,0,0",
        "--rates", "1000",
        "--start", String.valueOf(Instant.now().toEpochMilli()),
        "--totals", directory.toString());
  }

  private static List<String> threadsOfTheSource() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("scheduled-source-timer"))
        .toList();
  }
}
