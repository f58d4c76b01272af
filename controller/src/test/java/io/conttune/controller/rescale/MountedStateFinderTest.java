package io.conttune.controller.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedStateFinderTest {
  private static final String OLD = "abcdef" + "0".repeat(26);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private final MountedStateFinder finder = new MountedStateFinder();

  @Test
  void findsNothingWhereNothingIs() throws Exception {
    assertThat(finder.newest(entry())).isEmpty();
  }

  @Test
  void findsTheSavepointOfTheJobThatWasStoppedAndNoOther() throws Exception {
    complete("savepoints/savepoint-abcdef-1", 1);
    complete("savepoints/savepoint-123456-9", 9);

    assertThat(path()).endsWith("savepoints/savepoint-abcdef-1/");
    assertThat(finder.newest(entry()).map(CapturedState::kind))
        .contains(CapturedState.Kind.FOUND_SAVEPOINT);
  }

  @Test
  void prefersTheCheckpointThatWasCompletedAfterTheSavepoint() throws Exception {
    complete("savepoints/savepoint-abcdef-1", 5);
    complete("checkpoints/" + OLD + "/chk-3", 4);
    complete("checkpoints/" + entry().launchedJobId() + "/chk-4", 6);

    assertThat(path()).endsWith("chk-4/");
    assertThat(finder.newest(entry()).map(CapturedState::kind))
        .contains(CapturedState.Kind.CHECKPOINT);
  }

  @Test
  void takesNothingThatIsNotComplete() throws Exception {
    complete("checkpoints/" + OLD + "/chk-3", 4);
    Files.createDirectories(directory.resolve("checkpoints/" + OLD + "/chk-4"));
    Files.createFile(
        Files.createDirectories(directory.resolve("checkpoints/" + OLD + "/chk-5"))
            .resolve("_metadata"));

    assertThat(path()).endsWith("chk-3/");
  }

  @Test
  void doesNotLookIntoAnObjectStore() throws Exception {
    assertThat(finder.newest(entry("s3://bucket/savepoints", Optional.of("s3://bucket/cp"))))
        .isEmpty();
  }

  @Test
  void saysWhatCannotBeReadInsteadOfTakingItForEmpty() throws Exception {
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThatThrownBy(() -> finder.newest(entry(loop.toString(), Optional.empty())))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(loop.toString());
  }

  private String path() throws FlinkUnavailableException {
    return finder.newest(entry()).orElseThrow().path();
  }

  private void complete(String name, int minutes) throws IOException {
    Path metadata = Files.createDirectories(directory.resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "state");
    Files.setLastModifiedTime(metadata, FileTime.from(START.plus(Duration.ofMinutes(minutes))));
  }

  private RescaleEntry entry() {
    return entry(
        directory.resolve("savepoints").toUri().toString(),
        Optional.of(directory.resolve("checkpoints").toString()));
  }

  private static RescaleEntry entry(String savepoints, Optional<String> checkpoints) {
    OperatorId count = new OperatorId("count");
    return RescaleEntry.planned(
        "a".repeat(32),
        new RescalePlan(
            "job",
            OLD,
            Decision.Step.SMALL,
            Map.of(count, 1),
            Map.of(count, 2),
            new Rescaling.Restart(
                new CaptureChoice(Capture.SAVEPOINT, Optional.empty(), "a test"),
                savepoints,
                checkpoints,
                io.conttune.core.rescale.Checkpoints.RETAINED,
                Launches.jar("jar", "1"),
                Launches.jar("jar", "2")),
            TunerState.initial(8),
            new RescalePlan.Patience(
                Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO)),
        START);
  }
}
