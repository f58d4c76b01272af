package io.conttune.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.identity.SeenJar;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.JobState;
import io.conttune.core.rescale.FakeJarOnDisk;
import io.conttune.core.rescale.Launch.JarCopy;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.TunerState;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The name of what the jar file held when a run was first seen with it. */
class SeenJarTest {
  private static final String NEXT_RUN = "e".repeat(32);

  private final TunedJob job = new TunedJob();

  @BeforeEach
  void theJobFits() {
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));
  }

  @Test
  void isNamedWithTheFirstLookAtARunAndReadNoMore() {
    job.jar.write("old classes");

    job.step();
    job.step();

    assertThat(seen()).contains(seenJar("old classes"));
    assertThat(job.jar.reads()).isOne();
  }

  @Test
  void staysThatOfTheRunWhenAnotherFileComesAlsoOverARestartOfTheService() {
    job.jar.write("old classes");
    job.step();
    job.jar.write("new classes");

    job.step();
    job.start();
    job.step();

    assertThat(seen()).contains(seenJar("old classes"));
  }

  @Test
  void isNamedAnewForARunThatSomebodyElseStarts() {
    job.jar.write("old classes");
    job.step();
    job.jar.write("new classes");
    job.cluster.reach(TunedJob.FIRST_RUN, JobState.CANCELED);
    job.cluster.running(NEXT_RUN, TunedJob.FORMER);

    job.stepTo(StepOutcome.Changed.class);

    assertThat(seen()).contains(seenJar("new classes"));
  }

  @Test
  void isNamedOnceTheFileCanBeRead() {
    job.step();
    assertThat(seen()).isEmpty();

    job.jar.write("old classes");
    job.step();

    assertThat(seen()).contains(seenJar("old classes"));
  }

  @Test
  void isNamedAnewWhereTheConfigurationNamesAnotherFile() {
    SeenJar elsewhere = new SeenJar("/elsewhere/words.jar", FakeJarOnDisk.sha256("mistaken"));
    job.step();
    SeenRun run = job.store.seenRun(TunedJob.NAME).orElseThrow();
    job.store.saveSeenRun(
        TunedJob.NAME,
        new SeenRun(
            run.jobId(),
            run.graph(),
            run.rescaleId(),
            run.setElsewhereAt(),
            Optional.of(elsewhere),
            Optional.empty()));
    job.jar.write("old classes");

    job.step();

    assertThat(seen()).contains(seenJar("old classes"));
  }

  @Test
  void ofARunThatARescaleLaunchedIsWhatItWasLaunchedFrom() {
    job.jar.write("new classes");
    job.planner.launchFrom(new JarCopy(FakeJarOnDisk.sha256("old classes"), "words.jar"));
    job.tuner.rescale(TunedJob.WANTED, new TunerState.ContTune(8));
    job.stepTo(StepOutcome.Decided.class);
    job.finishRescale();
    job.tuner.hold(HoldReason.FITS, new TunerState.ContTune(8));

    job.stepTo(StepOutcome.Decided.class);

    assertThat(job.store.seenRun(TunedJob.NAME).map(SeenRun::jobId))
        .contains(job.newestRescale().launchedJobId());
    assertThat(seen()).contains(seenJar("old classes"));
  }

  private Optional<SeenJar> seen() {
    return job.store.seenRun(TunedJob.NAME).flatMap(SeenRun::jar);
  }

  private SeenJar seenJar(String content) {
    return new SeenJar(job.jar.location(), FakeJarOnDisk.sha256(content));
  }
}
