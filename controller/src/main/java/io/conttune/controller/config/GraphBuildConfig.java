package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings for building a job's graph on the controller's machine.
 *
 * @param libraries jars of the Flink that the cluster runs, and directories of them; empty if the
 *     controller has none
 * @param timeout time after which the process that builds a graph is ended and has failed
 */
public record GraphBuildConfig(List<Path> libraries, Duration timeout) {
  static final Setting<List<Path>> FLINK_LIBRARIES =
      Setting.of(
          "flink-libraries",
          ValueType.listOf(
              Scalars.text()
                  .map(GraphBuildConfig::absolute, Path::toString)
                  .described(
                      "absolute path", Map.of("type", "string", "pattern", "^(/|[A-Za-z]:)"))),
          List.of(),
          "Jars of the very Flink version that the cluster runs, or directories of them, such as"
              + " `/opt/flink-2.3.0/lib`. Required with `launch: client`; `auto` may use it.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "graph-timeout",
          Durations.from(Durations.SHORTEST),
          Duration.ofMinutes(1),
          "With `launch: client`, the job graph must be built within this time. Else the process is"
              + " ended, and the launch is refused.");

  /** Without any Flink. */
  public static final GraphBuildConfig NONE = new Section<>(GraphBuildConfig::bind).standard();

  public GraphBuildConfig {
    libraries = List.copyOf(libraries);
    TIMEOUT.require(timeout);
  }

  static GraphBuildConfig bind(Fields<GraphBuildConfig> fields) {
    return new GraphBuildConfig(
        fields.value(FLINK_LIBRARIES, GraphBuildConfig::libraries),
        fields.value(TIMEOUT, GraphBuildConfig::timeout));
  }

  private static Path absolute(String text) throws Mismatch {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new Mismatch("is \"%s\", expected an absolute path of this machine".formatted(text));
    }
    return path;
  }
}
