package io.conttune.controller.rescale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Capture;
import io.conttune.core.rescale.CaptureChoice;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Checkpoints;
import io.conttune.core.rescale.Launches;
import io.conttune.core.rescale.Replay;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.RescalePlan;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.StateFinder.SearchResult;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedStateFinderTest {
  private static final String OLD = "abcdef" + "0".repeat(26);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private final MountedStateFinder finder = new MountedStateFinder();

  @Test
  void findsNothingWhereNothingIs() throws Exception {
    everyPlaceIsThere();

    assertThat(finder.newest(entry())).isEqualTo(new SearchResult.Nothing());
  }

  @Test
  void findsTheSavepointOfTheJobThatWasStoppedAndNoOther() throws Exception {
    everyPlaceIsThere();
    complete("savepoints/savepoint-abcdef-1", 1);
    complete("savepoints/savepoint-123456-9", 9);

    assertThat(newest().path()).endsWith("savepoints/savepoint-abcdef-1/");
    assertThat(newest().kind()).isEqualTo(CapturedState.StateKind.FOUND_SAVEPOINT);
  }

  @Test
  void findsTheSavepointWithWhichALaunchedRunWasStopped() throws Exception {
    everyPlaceIsThere();
    complete("savepoints/savepoint-abcdef-1", 1);
    String name = "savepoint-" + entry().launchedJobId().substring(0, 6) + "-2";
    complete("savepoints/" + name, 2);

    assertThat(newest().path()).contains(name);
  }

  @Test
  void prefersTheCheckpointThatWasCompletedAfterTheSavepoint() throws Exception {
    everyPlaceIsThere();
    complete("savepoints/savepoint-abcdef-1", 5);
    complete("checkpoints/" + OLD + "/chk-3", 4);
    complete("checkpoints/" + entry().launchedJobId() + "/chk-4", 6);

    assertThat(newest().path()).endsWith("chk-4/");
    assertThat(newest().kind()).isEqualTo(CapturedState.StateKind.CHECKPOINT);
  }

  @Test
  void takesNothingThatIsNotComplete() throws Exception {
    everyPlaceIsThere();
    complete("checkpoints/" + OLD + "/chk-3", 4);
    Files.createDirectories(directory.resolve("checkpoints/" + OLD + "/chk-4"));
    Files.createFile(
        Files.createDirectories(directory.resolve("checkpoints/" + OLD + "/chk-5"))
            .resolve("_metadata"));

    assertThat(newest().path()).endsWith("chk-3/");
  }

  @Test
  void doesNotLookIntoAnObjectStore() throws Exception {
    assertThat(finder.newest(entry("s3://bucket/savepoints", Optional.of("s3://bucket/cp"))))
        .isEqualTo(
            new SearchResult.NotVisible(List.of("s3://bucket/savepoints", "s3://bucket/cp")));
  }

  @Test
  void doesNotTakeASavepointForTheNewestWhereCheckpointsCannotBeSeen() throws Exception {
    complete("savepoints/savepoint-abcdef-1", 1);
    String savepoints = directory.resolve("savepoints").toString();

    assertThat(finder.newest(entry(savepoints, Optional.of("s3://bucket/cp"))))
        .isEqualTo(new SearchResult.NotVisible(List.of("s3://bucket/cp")));
    assertThat(finder.newest(entry(savepoints, Optional.empty())))
        .isEqualTo(
            new SearchResult.NotVisible(List.of("the checkpoint directory, which is not known")));
  }

  @Test
  void doesNotTakeADirectoryWithoutTheRunForThatOfTheCluster() throws Exception {
    complete("savepoints/savepoint-abcdef-1", 1);
    Files.createDirectories(directory.resolve("checkpoints"));

    assertThat(finder.newest(entry()))
        .isEqualTo(
            new SearchResult.NotVisible(List.of(directory.resolve("checkpoints").toString())));
  }

  @Test
  void doesNotTakeACheckpointForTheNewestWhereSavepointsCannotBeSeen() throws Exception {
    complete("checkpoints/" + OLD + "/chk-3", 4);

    assertThat(finder.newest(entry())).isInstanceOf(SearchResult.NotVisible.class);
  }

  /** As in a container that shares only its checkpoints with the machine of the controller. */
  @Test
  void doesNotTakeAnEmptyDirectoryOfTheSamePathForThatOfTheCluster() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeThat(Files.isWritable(memory)).as("there is a second file system").isTrue();
    complete("checkpoints/" + OLD + "/chk-3", 4);
    Path empty = Files.createTempDirectory(memory, "savepoints");
    try {
      assumeThat(Files.getFileStore(empty)).isNotEqualTo(Files.getFileStore(directory));

      assertThat(
              finder.newest(
                  entry(
                      empty.toString(), Optional.of(directory.resolve("checkpoints").toString()))))
          .isEqualTo(new SearchResult.NotVisible(List.of(empty.toString())));
    } finally {
      Files.delete(empty);
    }
  }

  @Test
  void doesNotTakeAnEmptyDirectoryForTheWholeOfAJobWithoutCheckpoints() throws Exception {
    String savepoints = Files.createDirectory(directory.resolve("savepoints")).toString();

    assertThat(finder.newest(entry(savepoints, Optional.empty(), Checkpoints.NONE)))
        .isEqualTo(new SearchResult.NotVisible(List.of(savepoints)));
  }

  @Test
  void aSavepointThatIsKnownAndNotSeenLiesElsewhere() throws Exception {
    everyPlaceIsThere();
    complete("checkpoints/" + OLD + "/chk-3", 4);
    CapturedState known =
        CapturedState.ownSavepoint(directory.resolve("savepoints/savepoint-abcdef-1").toString());

    assertThat(finder.newest(entry().from(known)))
        .isEqualTo(new SearchResult.NotVisible(List.of(known.path())));
  }

  @Test
  void aCheckpointThatIsKnownAndNotSeenWasDeletedForANewerOne() throws Exception {
    everyPlaceIsThere();
    complete("checkpoints/" + OLD + "/chk-4", 4);
    CapturedState known =
        CapturedState.checkpoint(
            directory.resolve("checkpoints/" + OLD + "/chk-3").toUri().toString());

    assertThat(finder.newest(entry().from(known))).isInstanceOf(SearchResult.Found.class);
  }

  @Test
  void asksForNoCheckpointsOfAJobThatTakesNone() throws Exception {
    complete("savepoints/savepoint-abcdef-1", 1);
    String savepoints = directory.resolve("savepoints").toString();
    RescaleEntry entry = entry(savepoints, Optional.empty(), Checkpoints.NONE);

    assertThat(finder.newest(entry)).isInstanceOf(SearchResult.Found.class);
  }

  @Test
  void keepsWhatTheEntryKnowsUnlessSomethingIsNewer() throws Exception {
    everyPlaceIsThere();
    complete("elsewhere/savepoint", 7);
    complete("checkpoints/" + OLD + "/chk-3", 4);
    CapturedState known =
        CapturedState.ownSavepoint(directory.resolve("elsewhere/savepoint").toString());

    assertThat(finder.newest(entry().from(known))).isEqualTo(new SearchResult.Found(known));
    assertThat(finder.newest(entry().with(entry().attempt().completed(known))))
        .isEqualTo(new SearchResult.Found(known));

    complete("checkpoints/" + OLD + "/chk-4", 8);
    assertThat(finder.newest(entry().from(known)))
        .isNotEqualTo(new SearchResult.Found(known))
        .isInstanceOf(SearchResult.Found.class);
    assertThat(finder.newest(entry().from(CapturedState.checkpoint("s3://bucket/chk-1"))))
        .isEqualTo(new SearchResult.NotVisible(List.of("s3://bucket/chk-1")));
  }

  @Test
  void takesWhatItMayNotReadForNotVisible() throws Exception {
    everyPlaceIsThere();
    Path forbidden = directory.resolve("savepoints");
    Files.setPosixFilePermissions(forbidden, Set.of());
    // To root everything is open.
    assumeThat(Files.isReadable(forbidden)).isFalse();

    assertThat(finder.newest(entry())).isInstanceOf(SearchResult.NotVisible.class);
  }

  @Test
  void saysWhatCannotBeReadInsteadOfTakingItForEmpty() throws Exception {
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertThatThrownBy(() -> finder.newest(entry(loop.toString(), Optional.empty())))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(loop.toString());
  }

  private void everyPlaceIsThere() throws IOException {
    Files.createDirectories(directory.resolve("savepoints"));
    Files.createDirectories(directory.resolve("checkpoints").resolve(OLD));
  }

  private CapturedState newest() throws FlinkUnavailableException {
    return ((SearchResult.Found) finder.newest(entry())).state();
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
    return entry(savepoints, checkpoints, Checkpoints.RETAINED);
  }

  private static RescaleEntry entry(
      String savepoints, Optional<String> checkpoints, Checkpoints kept) {
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
                kept,
                Replay.HIDDEN,
                Launches.jar("jar", "1"),
                Launches.jar("jar", "2")),
            new TunerState.ContTune(8),
            new RescalePlan.Patience(
                Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO)),
        START);
  }
}
