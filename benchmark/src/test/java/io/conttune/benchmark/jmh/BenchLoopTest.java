package io.conttune.benchmark.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.simulator.run.Run;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmark measures what it says; how long it takes is no matter of a test. */
class BenchLoopTest {
  @Test
  void decidesOnAllOperatorsInEveryStepThatIsMeasured() {
    WideJob.Steady steady = new WideJob(30).tunedBy(Contender.CONTTUNE_3);
    Run run = steady.run();
    StepOutcome last = steady.last();

    for (int i = 0; i < 5; i++) {
      run.moveOn(last);
      last = run.step();

      assertThat(last)
          .isInstanceOfSatisfying(
              StepOutcome.Decided.class,
              decided -> {
                assertThat(decided.record().outcome()).isEqualTo(Outcome.HELD);
                assertThat(decided.record().decision().evidence().operators()).hasSize(30);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ds2", "conttune", "informed"})
  void decidesOnTheWholeJobInEveryLook(String tuner) throws Exception {
    LargeLook look = new LargeLook();
    look.vertices = 20;
    look.tuner = tuner;
    look.start();
    try {
      look.moveOn();

      assertThat(look.measured().decision().orElseThrow().decision().evidence().operators())
          .hasSize(20);
    } finally {
      look.stop();
    }
  }

  @Test
  void printsOneRowForEachTuner() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(LoopStep.class.getName())
                    .param("operators", "20")
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .forks(0)
                    .timeUnit(TimeUnit.MILLISECONDS)
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();

    List<String> lines = BenchLoopCommand.lines(results);

    assertThat(lines).hasSize(7);
    assertThat(lines.subList(4, 7))
        .allMatch(line -> line.matches("\\| 20 operators \\| [a-z0-9-]+( \\| [0-9.]+){4} \\|"));
  }
}
