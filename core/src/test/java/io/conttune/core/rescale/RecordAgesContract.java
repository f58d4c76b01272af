package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.identity.SeenRuns;
import io.conttune.core.identity.SeenRunsContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Facts that hold for every implementation of {@link RecordAges}. */
public abstract class RecordAgesContract {
  /** The ages under test; asked for before each access. */
  protected abstract RecordAges ages();

  /** The journal of the same store. */
  protected abstract Journal journal();

  /** The runs of the same store. */
  protected abstract SeenRuns runs();

  @Test
  void knowsNothingOfANewJob() {
    assertThat(ages().ofNewestRescale("wordcount")).isEmpty();
    assertThat(ages().ofSeenRun("wordcount")).isEmpty();
  }

  @Test
  void tellsHowLongAgoTheNewestRescaleWasWritten() {
    journal().write(RescaleEntries.planned("wordcount", 1));

    assertThat(ages().ofNewestRescale("wordcount").orElseThrow())
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(ages().ofNewestRescale("WordCount")).isEmpty();
  }

  @Test
  void tellsTheAgeOfEachRescaleButNoMoreThanAskedFor() {
    journal()
        .write(RescaleEntries.planned("wordcount", 1).to(Stage.ABANDONED, Instant.EPOCH, "no"));
    journal().write(RescaleEntries.planned("wordcount", 2));

    assertThat(ages().ofRescales("wordcount", 5)).hasSize(2);
    assertThat(ages().ofRescales("wordcount", 1)).hasSize(1);
  }

  @Test
  void tellsHowLongAgoARunWasSaved() {
    runs().saveSeenRun("wordcount", SeenRunsContract.RUN);

    assertThat(ages().ofSeenRun("wordcount").orElseThrow())
        .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(ages().ofSeenRun("WordCount")).isEmpty();
  }
}
