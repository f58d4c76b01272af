package io.conttune.bigsmall;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Decision.Rescale;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuned;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import io.conttune.gp.RbfSurrogate;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random jobs of two sources, a join and two consumers; each test prints the seed of its jobs. */
class TunerPropertiesTest {
  private static final int JOBS = 150;
  private final ContTuneTuner tuner = Tuning.tuner(ContTuneSettings.DEFAULT, new RbfSurrogate());

  @Test
  void neverLeavesTheLimits() {
    forRandomJobs(
        "neverLeavesTheLimits",
        input -> {
          if (tuner.decide(input).decision() instanceof Rescale rescale) {
            assertThat(rescale.parallelism().keySet())
                .isEqualTo(input.graph().parallelism().keySet());
            rescale
                .parallelism()
                .forEach(
                    (id, p) -> {
                      Bounds bounds = input.limits().of(id);
                      assertThat(p).isBetween(bounds.least(), bounds.most());
                    });
          }
        });
  }

  @Test
  void answersTheSameInputTheSame() {
    forRandomJobs(
        "answersTheSameInputTheSame",
        input ->
            assertThat(Tuning.tuner(ContTuneSettings.DEFAULT, new RbfSurrogate()).decide(input))
                .isEqualTo(tuner.decide(input)));
  }

  @Test
  void doublesAtMostOnceInABigPhaseAndTakesNothingAway() {
    forRandomJobs(
        "doublesAtMostOnceInABigPhaseAndTakesNothingAway",
        input -> {
          Tuned tuned = tuner.decide(input);
          if (tuned.decision() instanceof Rescale rescale && rescale.step() == Step.BIG) {
            int before = largestParallelism(input.state());
            int most = 2 * Math.max(before, largest(input));
            assertThat(largestParallelism(tuned.state())).isBetween(before, most);
            input
                .graph()
                .parallelism()
                .forEach(
                    (id, p) -> assertThat(rescale.parallelism().get(id)).isGreaterThanOrEqualTo(p));
          }
        });
  }

  @Test
  void rescalesOnlyWhenSomethingChanges() {
    forRandomJobs(
        "rescalesOnlyWhenSomethingChanges",
        input -> {
          if (tuner.decide(input).decision() instanceof Rescale rescale) {
            assertThat(rescale.parallelism()).isNotEqualTo(input.graph().parallelism());
          }
        });
  }

  @Test
  void keepsFixedOperators() {
    forRandomJobs(
        "keepsFixedOperators",
        input -> {
          if (tuner.decide(input).decision() instanceof Rescale rescale) {
            for (OperatorId source : input.graph().sources().stream().map(v -> v.id()).toList()) {
              assertThat(rescale.parallelism().get(source))
                  .isEqualTo(input.graph().vertex(source).parallelism());
            }
          }
        });
  }

  private static int largestParallelism(TunerState state) {
    return ((TunerState.ContTune) state).largestParallelism();
  }

  private static int largest(TuningInput input) {
    IntStream present = input.graph().parallelism().values().stream().mapToInt(p -> p);
    IntStream observed = input.history().observations().stream().mapToInt(o -> o.parallelism());
    return IntStream.concat(present, observed).max().orElseThrow();
  }

  private static void forRandomJobs(String property, Consumer<TuningInput> check) {
    long seed = new Random().nextLong();
    System.out.println(property + ": seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < JOBS; i++) {
      check.accept(randomJob(random).input(new TunerState.ContTune(1 + random.nextInt(16))));
    }
  }

  private static JobFixture randomJob(Random random) {
    double bids = random.nextDouble(0, 2000);
    double persons = random.nextDouble(0, 500);
    double joined = (bids + persons) * random.nextDouble();
    JobFixture job =
        new JobFixture()
            .vertex("bids", 1 + random.nextInt(4), bids, bids, time(random))
            .vertex("persons", 1 + random.nextInt(4), persons, persons, time(random));
    operator(job, "join", bids + persons, joined, random);
    operator(job, "sink", joined, 0, random);
    operator(job, "audit", joined, 0, random);
    if (random.nextBoolean()) {
      job.backlog("bids", random.nextDouble(0, 20_000), random.nextDouble(-300, 300));
    }
    return job.chain("bids", "join", "sink").chain("persons", "join", "audit");
  }

  private static void operator(JobFixture job, String name, double in, double out, Random random) {
    int most = 1 + random.nextInt(24);
    int least = 1 + random.nextInt(most);
    int parallelism = least + random.nextInt(most - least + 1);
    job.vertex(name, parallelism, in, out, time(random)).bounds(name, least, most);
    for (int p = 1; p < 20; p += 1 + random.nextInt(6)) {
      job.observed(name, p, p * random.nextDouble(50, 150));
    }
  }

  private static TaskTime time(Random random) {
    double busy =
        random.nextBoolean() ? random.nextDouble() : Math.min(1, random.nextDouble(0.5, 1.2));
    double backPressured = random.nextInt(4) == 0 ? (1 - busy) * random.nextDouble() : 0;
    return new TaskTime(busy, 1 - busy - backPressured, backPressured);
  }
}
