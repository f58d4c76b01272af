package io.conttune.benchmark.played;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred records a second, and an operator whose subtasks do eighty each. */
class ActJudgeTest {
  private static final long NOW = 10_000_000;
  private static final TrueLoad STEADY = load(List.of());

  private static TrueLoad load(List<TrueLoad.Change> changes) {
    return new TrueLoad(100, List.of(80.0), changes);
  }

  private static Verdict verdict(TrueLoad load, int before, int after, double backlog) {
    return ActJudge.judge(
        new PlayedAct(NOW, 0, "PUT /x", List.of(before), List.of(after), backlog), load);
  }

  private static Verdict.Kind kind(TrueLoad load, int before, int after) {
    return verdict(load, before, after, 0).kind();
  }

  @Test
  void fewerSubtasksThanTheLoadKeepsBusyAreWrong() {
    assertThat(verdict(STEADY, 2, 1, 0))
        .isEqualTo(new Verdict(Verdict.Kind.TOO_FEW, "operator 0: 2 -> 1, but the load needs 2"));
    assertThat(kind(STEADY, 4, 2)).isEqualTo(Verdict.Kind.WARRANTED);
  }

  @Test
  void moreSubtasksAreWrongWhereThereAreEnoughOrTheyAreTooMany() {
    assertThat(verdict(STEADY, 2, 3, 0))
        .isEqualTo(new Verdict(Verdict.Kind.TOO_MANY, "operator 0: 2 -> 3, but 2 are enough"));
    assertThat(kind(STEADY, 1, 2)).isEqualTo(Verdict.Kind.WARRANTED);
    assertThat(kind(STEADY, 1, 3)).isEqualTo(Verdict.Kind.WARRANTED);
    assertThat(kind(STEADY, 1, 4)).isEqualTo(Verdict.Kind.TOO_MANY);
  }

  @Test
  void aBacklogWarrantsMore() {
    assertThat(verdict(STEADY, 2, 3, 120 * 60).kind()).isEqualTo(Verdict.Kind.WARRANTED);
  }

  @Test
  void forSomeTimeAfterAChangeEitherRateMayBeActedOn() {
    TrueLoad justDoubled = load(List.of(new TrueLoad.Change(NOW - 60_000, 2)));
    TrueLoad doubled =
        load(List.of(new TrueLoad.Change(NOW - ActJudge.GRACE.toMillis() - 60_000, 2)));

    assertThat(kind(justDoubled, 2, 4)).isEqualTo(Verdict.Kind.WARRANTED);
    assertThat(kind(justDoubled, 4, 2)).isEqualTo(Verdict.Kind.WARRANTED);
    assertThat(kind(doubled, 4, 2)).isEqualTo(Verdict.Kind.TOO_FEW);
  }

  @Test
  void whatIsSentAgainIsNoActAndWhatAsksForNoParallelismIsWrong() {
    assertThat(kind(STEADY, 2, 2)).isEqualTo(Verdict.Kind.REPEATED);
    assertThat(
            ActJudge.judge(
                new PlayedAct(NOW, 0, "POST /jobs/1/stop", List.of(2), List.of(), 0), STEADY))
        .isEqualTo(
            new Verdict(Verdict.Kind.OTHER, "POST /jobs/1/stop does not ask for a parallelism"));
  }
}
