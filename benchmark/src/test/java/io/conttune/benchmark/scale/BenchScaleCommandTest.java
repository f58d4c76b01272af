package io.conttune.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.ContTuneRun;
import io.conttune.benchmark.played.Delays;
import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.ServiceProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchScaleCommandTest {
  private static final Load LOAD = new Load(50, 20, 10, Duration.ofSeconds(10));

  @Test
  void tellsEverythingThatIsWrong() {
    ContTuneRun run =
        ContTuneRun.of(
            "bench-scale", "--jobs", "10,x", "--operators", "1", "--poll", "0s", "--duration", "y");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "command line: --jobs: is \"x\", which is no number, expected a whole number from 1 to"
                + " 10000",
            "command line: --operators: is 1, expected a whole number from 2 to 1000",
            "command line: --poll: is \"0s\", expected a duration such as 200ms, 30s or 5m",
            "command line: --duration: is \"y\", expected a duration such as 200ms, 30s or 5m");
  }

  @Test
  void aServiceIsWithinItsBoundsOnlyIfItKeepsAll() {
    assertThat(result(1.9, 0.9, 200, 2, 0).isWithinBounds()).isTrue();

    assertThat(result(2.0, 0.9, 200, 2, 0).isWithinBounds()).isFalse();
    assertThat(result(1.9, 1.0, 200, 2, 0).isWithinBounds()).isFalse();
    assertThat(result(1.9, 0.9, 201, 2, 0).isWithinBounds()).isFalse();
    assertThat(result(1.9, 0.9, 200, 3, 0).isWithinBounds()).isFalse();
    assertThat(result(1.9, 0.9, 200, 2, 143).isWithinBounds()).isFalse();
  }

  @Test
  void tellsTheSameAsTextAndAsJson() {
    List<ScaleResult> results = List.of(result(1.25, 0.5, 60, 2, 0));

    assertThat(ScaleText.lines(results))
        .last()
        .asString()
        .startsWith(
            "| 50 | 3 | 10 | 10.0 | 1 | 1.250 | 1.250 | 1.250 | 0.50 | 60 | 0 | 33.0 | 2 |");
    assertThat(ScaleJson.write(results))
        .contains("\"delayP99Seconds\" : 1.25", "\"threads\" : 60", "\"withinBounds\" : true");
  }

  private static ScaleResult result(
      double delay, double cores, int threads, int connections, int exitCode) {
    return new ScaleResult(
        LOAD,
        Duration.ofSeconds(60),
        new Delays(List.of(Math.round(delay * 1e9))),
        cores,
        threads,
        0,
        OptionalDouble.of(33),
        connections,
        100,
        Duration.ofSeconds(2),
        Optional.of(Duration.ofSeconds(3)),
        new ServiceProcess.Stop(Duration.ofSeconds(1), exitCode),
        1,
        0.1);
  }
}
