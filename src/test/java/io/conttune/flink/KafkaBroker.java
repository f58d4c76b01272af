package io.conttune.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A broker of Kafka, which is its own controller, in a process of its own on loopback. It ends with
 * {@link #close}, and with the JVM that started it.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";

  private final JavaProcess process;
  private final int port;

  private KafkaBroker(JavaProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a broker; clients wait until it answers.
   *
   * @param parent an existing directory; the broker makes one of its own in it
   */
  public static KafkaBroker start(Path parent) throws IOException, InterruptedException {
    Path root = Files.createTempDirectory(parent.toAbsolutePath(), "kafka-");
    Ports ports = Ports.free();
    int controller = ports.jobManager();
    Path properties = root.resolve("server.properties");
    Files.write(
        properties,
        List.of(
            "process.roles=broker,controller",
            "node.id=1",
            "controller.quorum.voters=1@127.0.0.1:" + controller,
            "controller.listener.names=CONTROLLER",
            "listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                .formatted(ports.rest(), controller),
            "advertised.listeners=PLAINTEXT://127.0.0.1:" + ports.rest(),
            "log.dirs=" + root.resolve("data"),
            "offsets.topic.replication.factor=1",
            "offsets.topic.num.partitions=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1"));
    JavaProcess format =
        launch(
            root,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            CLUSTER_ID,
            "-c",
            properties.toString());
    if (format.exitCode(PATIENCE) != 0) {
      throw new AssertionError("the broker's storage was not formatted:\n" + format.tail());
    }
    return new KafkaBroker(launch(root, "kafka.Kafka", properties.toString()), ports.rest());
  }

  private static JavaProcess launch(Path root, String... program) throws IOException {
    List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    return JavaProcess.start(
        options, FlinkRelease.jarsOf("kafka-broker"), List.of(program), root.resolve("broker.log"));
  }

  /** What clients call its bootstrap servers. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The end of what it logged. */
  public String tail() {
    return process.tail();
  }

  @Override
  public void close() {
    process.kill();
  }
}
