package io.conttune.informed;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import org.junit.jupiter.api.Test;

/** All operators of a job share its slots, so only the largest of them costs any. */
class FreeRoomTest {
  @Test
  void anOperatorBelowTheLargestHasRoomForTheErrorOfItsModel() {
    int needed = chosen(Tuners.at(1).without(Part.FREE_ROOM), "light").chosen();
    OperatorEvidence light = chosen(Tuners.at(1), "light");

    assertThat(light.chosen()).isBetween(needed + 1, needed + 2);
    assertThat(light.why()).endsWith("of them only for room, which costs no slot");
  }

  @Test
  void theLargestOneHasNone() {
    assertThat(chosen(Tuners.at(1), "heavy"))
        .isEqualTo(chosen(Tuners.at(1).without(Part.FREE_ROOM), "heavy"));
  }

  /** A job that is short at 600 records/s: its heavy operator processes 50 per subtask. */
  static TuningInput job() {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, 400, 400, 0.1)
            .heldUp("source")
            .backlog("source", 3000, 200)
            .vertex("light", 5, 400, 400, 0.8)
            .vertex("heavy", 8, 400, 0, 1)
            .chain("source", "light", "heavy");
    for (int p : new int[] {2, 5, 9, 14}) {
      job.observed("heavy", p, 50 * p).observed("light", p, 98 * p).observed("light", p, 110 * p);
    }
    return job.input(TunerState.Informed.INITIAL);
  }

  private static OperatorEvidence chosen(InformedTuner tuner, String name) {
    Rescale rescale = (Rescale) tuner.decide(job()).decision();
    return rescale.evidence().operators().stream()
        .filter(operator -> operator.id().equals(id(name)))
        .findFirst()
        .orElseThrow();
  }
}
