package io.conttune.ds2;

import static io.conttune.core.tuning.JobFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.conttune.core.rates.Load;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.TunerState;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ds2Test {
  @Test
  void dividesTheCapacityWantedByWhatASubtaskProcesses() {
    // 2 subtasks receive 100/s and are half busy: PA = 200/s, 100/s per subtask.
    Candidate candidate = propose(2, 100, 0.5, Load.shared(450));

    assertThat(candidate.method()).isEqualTo("ds2");
    assertThat(candidate.parallelism()).hasValue(5);
    assertThat(candidate.mean().orElseThrow()).isCloseTo(500, within(1e-9));
    assertThat(candidate.note()).isEqualTo("450.0 records/s wanted, 100.0 per subtask");
  }

  @Test
  void keepsTheParallelismOfAnOperatorThatReceivedNothing() {
    Candidate candidate = propose(3, 0, 0.4, Load.shared(450));

    assertThat(candidate.parallelism()).isEmpty();
    assertThat(candidate.note()).isEqualTo("received nothing in this window, keeps 3");
  }

  @Test
  void keepsTheParallelismOfAnOperatorThatWasNeverBusy() {
    Candidate candidate = propose(3, 10, 0, Load.shared(450));

    assertThat(candidate.parallelism()).isEmpty();
    assertThat(candidate.note()).isEqualTo("was never busy in this window, keeps 3");
  }

  @Test
  void wantsOneSubtaskForNoLoad() {
    assertThat(propose(4, 100, 0.5, Load.ZERO).parallelism()).hasValue(1);
  }

  @Test
  void countsABroadcastAtTheParallelismThatItProposes() {
    // 100/s per subtask, of which 20 go to the broadcast: 80 are left for 400, so 5.
    assertThat(propose(2, 100, 0.5, new Load(400, 20)).parallelism()).hasValue(5);
  }

  @Test
  void findsNoParallelismWhereTheBroadcastAloneIsTooMuch() {
    Candidate candidate = propose(2, 100, 0.5, new Load(400, 100));

    assertThat(candidate.parallelism()).isEmpty();
    assertThat(candidate.note()).contains("is broadcast 100.0, keeps 2");
  }

  @Test
  void takesARoundingErrorAboveAWholeNumberForThatNumber() {
    assertThat(Ds2.linear(4.0000000001, 1)).isEqualTo(4);
    assertThat(Ds2.linear(4.00001, 1)).isEqualTo(5);
    assertThat(Ds2.linear(0.3, 0.1)).isEqualTo(3);
    assertThat(Ds2.linear(3.9999, 1)).isEqualTo(4);
  }

  @Test
  void staysWithinTheRangeOfAnInteger() {
    assertThat(Ds2.linear(1e300, 1e-300)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Ds2.linear(1e15, 1)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void isMonotoneInTheCapacityWantedAndNeverShort() {
    long seed = new Random().nextLong();
    System.out.println("isMonotoneInTheCapacityWantedAndNeverShort: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double perSubtask = Math.exp(random.nextDouble(-5, 12));
      double wanted = perSubtask * random.nextDouble(0, 500);
      int parallelism = Ds2.linear(wanted, perSubtask);

      assertThat(parallelism * perSubtask).isGreaterThanOrEqualTo(wanted * (1 - 1e-8));
      assertThat((parallelism - 1) * perSubtask).isLessThanOrEqualTo(wanted);
      assertThat(Ds2.linear(wanted * 1.1, perSubtask)).isGreaterThanOrEqualTo(parallelism);
    }
  }

  private static Candidate propose(int subtasks, double in, double busy, Load wanted) {
    JobFixture job =
        new JobFixture()
            .vertex("source", 1, in, in, 0.1)
            .vertex("map", subtasks, in, in, busy)
            .chain("source", "map");
    return new Ds2()
        .propose(job.input(TunerState.Ds2.INITIAL), Map.of(id("map"), wanted))
        .get(id("map"));
  }
}
