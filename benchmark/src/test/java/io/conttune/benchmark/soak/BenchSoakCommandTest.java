package io.conttune.benchmark.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.ContTuneRun;
import io.conttune.benchmark.played.Acts;
import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.PlayedAct;
import io.conttune.benchmark.played.ServiceProcess;
import io.conttune.benchmark.played.Verdict;
import io.conttune.benchmark.soak.SoakSample.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BenchSoakCommandTest {
  private static final Verdict RIGHT = new Verdict(Verdict.Kind.WARRANTED, "");
  private static final Verdict TOO_FEW = new Verdict(Verdict.Kind.TOO_FEW, "too few");

  @Test
  void tellsEverythingThatIsWrong() {
    ContTuneRun run =
        ContTuneRun.of("bench-soak", "--jobs", "0", "--duration", "15m", "--operators", "x");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            "command line: --jobs: is 0, expected a whole number from 1 to 10000",
            "command line: --operators: is \"x\", which is no number, expected a whole number from"
                + " 2 to 1000",
            "command line: --duration: is \"15m\", expected more than the warm-up and 8 samples");
  }

  @Test
  void isWithinItsBoundsOnlyIfItKeepsAll() {
    assertThat(result(0, 0, 2, 0, RIGHT).isWithinBounds()).isTrue();

    assertThat(result(1, 0, 2, 0, RIGHT).isWithinBounds()).isFalse();
    assertThat(result(0, 1, 2, 0, RIGHT).isWithinBounds()).isFalse();
    assertThat(result(0, 0, 9, 0, RIGHT).isWithinBounds()).isFalse();
    assertThat(result(0, 0, 2, 3, RIGHT).isWithinBounds()).isFalse();
    assertThat(result(0, 0, 2, 0, TOO_FEW).isWithinBounds()).isFalse();
  }

  @Test
  void tellsTheSameAsTextAndAsJson() {
    SoakResult result = result(1, 0, 2, 0, TOO_FEW);

    assertThat(SoakText.lines(result))
        .contains(
            "| 9 | 34.5 | 30 | 20 | 2 | 300 | 0.50 | 0.100 | 7 | 0 | 0 | 1 | 0 | 1.5 |",
            "holds: came to its end",
            "| database: crash | 1 | 1 | 0 |",
            "wrong: job 3 at 1970-01-01T00:00:05Z: too few",
            "FAILS: acts that nothing warrants: 1",
            "holds: threads: median 30.0 in the first quarter, 30.0 in the last, at most 37.0");
    assertThat(SoakJson.write(result))
        .contains("\"seed\" : 7", "\"withinBounds\" : false", "\"reason\" : \"too few\"");
  }

  /** Sixteen minutes, of which the first four are the warm-up. */
  private static SoakResult result(
      double heapGrowth, long defects, int connections, int exitCode, Verdict verdict) {
    return new SoakResult(
        new SoakRun(
            new Load(200, 20, 10, Duration.ofSeconds(10)),
            Duration.ofMinutes(120),
            Duration.ofMinutes(4),
            Duration.ofMinutes(1),
            SoakRun.StoreKind.POSTGRES,
            7,
            List.of()),
        IntStream.range(0, 16)
            .mapToObj(minute -> sample(minute, 30 + heapGrowth * minute, defects, connections))
            .toList(),
        Optional.empty(),
        List.of(
            new Acts.Judged(new PlayedAct(5000, 3, "PUT /x", List.of(2), List.of(1), 0), verdict)),
        List.of(),
        List.of(new DatabaseFault(DatabaseFault.Kind.KILLED, 1000, 2000)),
        Duration.ofSeconds(2),
        new ServiceProcess.Stop(Duration.ofSeconds(1), exitCode));
  }

  private static SoakSample sample(int minute, double heap, long defects, int connections) {
    return new SoakSample(
        Duration.ofMinutes(minute),
        OptionalDouble.of(heap),
        30,
        20,
        connections,
        300,
        0.5,
        Map.of(
            Trouble.FLINK_UNREACHABLE,
            7L,
            Trouble.STORE_FAILED,
            0L,
            Trouble.DEFECT,
            defects,
            Trouble.LEASE_LOST,
            0L),
        100,
        OptionalDouble.of(0.1),
        1,
        0,
        1.5);
  }
}
