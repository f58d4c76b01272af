package io.conttune.benchmark.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.ContTuneRun;
import io.conttune.benchmark.played.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchFuzzCommandTest {
  private static final long SEED = 1;
  private static final int REPLIES = 500;

  @Test
  void nothingBreaksAndNothingUnwarrantedIsDoneForSpoiltReplies() throws IOException {
    FuzzRun run = new FuzzRun(SEED, REPLIES);

    FuzzResult result = run.result();

    String told = String.join("\n", FuzzText.lines(run, result));
    assertThat(result.replies()).as(told).isGreaterThanOrEqualTo(REPLIES);
    assertThat(result.acts()).as("right acts, without which no wrong one shows").isPositive();
    assertThat(result.isWithinBounds()).as(told).isTrue();
  }

  @Test
  void isWithinBoundsOnlyIfNothingIsBrokenOrWrong() {
    FuzzResult right =
        new FuzzResult(
            Map.of(Mutation.CUT, Map.of(StepKind.UNREACHABLE, 2L)), 1, List.of(), List.of());
    FuzzResult wrong =
        new FuzzResult(
            Map.of(Mutation.CUT, Map.of(StepKind.HELD, 1L, StepKind.UNREACHABLE, 1L)),
            1,
            List.of(
                new FuzzResult.WrongAct(
                    7,
                    2,
                    Duration.ofMinutes(5),
                    new Verdict(Verdict.Kind.TOO_FEW, "too few"),
                    List.of(Mutation.NUMBERS))),
            List.of());
    FuzzResult broken =
        new FuzzResult(
            Map.of(), 0, List.of(), List.of(new FuzzResult.Broken(8, "StackOverflowError")));

    assertThat(right.isWithinBounds()).isTrue();
    assertThat(right.plus(wrong).isWithinBounds()).isFalse();
    assertThat(right.plus(broken).isWithinBounds()).isFalse();
    assertThat(FuzzText.lines(new FuzzRun(7, 4), right.plus(wrong).plus(broken)))
        .contains(
            "| cut off | 4 | 3 | 0 | 0 | 1 | 0 | 0 |",
            "2 acts, of which 1 give an operator too few subtasks, 0 too many, 0 are of another"
                + " kind",
            "wrong: seed 7, job 2 after 300 s: too few; spoilt before: [numbers changed]",
            "broken: seed 8: StackOverflowError");
    assertThat(FuzzJson.write(new FuzzRun(7, 4), right.plus(wrong)))
        .contains("\"verdict\" : \"too-few\"", "\"withinBounds\" : false");
  }

  @Test
  void tellsWhatIsWrong() {
    ContTuneRun run = ContTuneRun.of("bench-fuzz", "--replies", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "command line: --replies: is 0, expected a whole number from 1 to 10000000");
  }
}
