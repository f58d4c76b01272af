package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.rescale.TimeBySize.Timed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EarlierTimesTest {
  private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DRAIN = Duration.ofSeconds(2);
  private static final RescaleEntry NEXT = RescaleEntries.planned("WordCount", 99);

  @Test
  void knowNothingOfAKindThatWasNeverTimed() {
    assertThat(outages(entry(1).to(Stage.VERIFIED, ASKED, "not timed"))).isEmpty();
    assertThat(
            EarlierTimes.outages(
                RescaleEntries.inPlace("WordCount").plan(),
                List.of(timed(1, 400, 1_600, Stage.VERIFIED))))
        .isEmpty();
  }

  @Test
  void countFromTheRequestToStopUntilEverySubtaskRuns() {
    assertThat(outages(timed(1, 400, 1_600, Stage.VERIFIED)))
        .contains(time(OptionalLong.empty(), Duration.ofSeconds(2)));
  }

  @Test
  void haveTheSizeOfTheStateOfEach() {
    RescaleEntry sized = sized(timed(1, 400, 1_600, Stage.VERIFIED), 4L << 30);

    assertThat(outages(sized)).contains(time(OptionalLong.of(4L << 30), Duration.ofSeconds(2)));
  }

  @Test
  void leaveOutWhatWasNotVerified() {
    assertThat(
            outages(
                timed(1, 0, 90_000, Stage.ROLLED_BACK),
                timed(2, 0, 1_000, Stage.VERIFIED),
                timed(3, 0, 80_000, Stage.ABANDONED)))
        .map(TimeBySize::count)
        .contains(1);
  }

  @Test
  void doNotLetClocksThatDifferShortenAnOutage() {
    assertThat(outages(timed(1, -5_000, 1_000, Stage.VERIFIED)))
        .map(TimeBySize::median)
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void leaveOutAnotherFormatButNotOneThatWasNotWrittenDown() {
    RescaleEntry canonical = savepoint(1, 90_000, Optional.of(SavepointFormat.CANONICAL));
    RescaleEntry unknown = savepoint(2, 9_000, Optional.empty());
    RescaleEntry next = savepoint(3, 0, Optional.of(SavepointFormat.NATIVE));

    assertThat(EarlierTimes.outages(next.plan(), List.of(canonical, unknown)))
        .map(TimeBySize::longest)
        .contains(Duration.ofSeconds(9));
  }

  @Test
  void tellHowLongASavepointOfAFormatIsWrittenWithoutTheDrain() {
    RescaleEntry canonical = savepoint(1, 90_000, Optional.of(SavepointFormat.CANONICAL));
    RescaleEntry quick = savepoint(2, 1_000, Optional.of(SavepointFormat.CANONICAL));

    assertThat(EarlierTimes.savepoints(SavepointFormat.CANONICAL, List.of(canonical)))
        .contains(time(OptionalLong.empty(), Duration.ofSeconds(88)));
    assertThat(EarlierTimes.savepoints(SavepointFormat.CANONICAL, List.of(quick)))
        .contains(time(OptionalLong.empty(), Duration.ZERO));
    assertThat(EarlierTimes.savepoints(SavepointFormat.NATIVE, List.of(canonical))).isEmpty();
  }

  private static TimeBySize time(OptionalLong stateBytes, Duration time) {
    return new TimeBySize(List.of(new Timed(stateBytes, time)));
  }

  private static Optional<TimeBySize> outages(RescaleEntry... earlier) {
    return EarlierTimes.outages(NEXT.plan(), List.of(earlier));
  }

  private static RescaleEntry timed(int number, long stopping, long downtime, Stage stage) {
    return timed(entry(number), stopping, downtime, stage);
  }

  private static RescaleEntry timed(RescaleEntry entry, long stopping, long downtime, Stage stage) {
    Instant down = ASKED.plusMillis(stopping);
    return entry
        .with(RescaleTimes.EMPTY.asked(ASKED).down(down).up(down.plusMillis(downtime)))
        .to(stage, ASKED.plusSeconds(100), "over");
  }

  private static RescaleEntry sized(RescaleEntry entry, long bytes) {
    return new RescaleEntry(
        entry.id(),
        entry.plan().withState(OptionalLong.of(bytes)),
        entry.startedAt(),
        entry.attempt(),
        entry.givenJobIds(),
        entry.timeline(),
        entry.cameUpAt());
  }

  /** A savepoint that took so long to stop, and came up at once. */
  private static RescaleEntry savepoint(
      int number, long stopping, Optional<SavepointFormat> format) {
    RescalePlan plan = NEXT.plan();
    Rescaling.Restart restart = plan.rescaling().restart().orElseThrow();
    RescalePlan by =
        new RescalePlan(
            plan.jobName(),
            plan.jobId(),
            plan.step(),
            plan.former(),
            plan.wanted(),
            new Rescaling.Restart(
                new CaptureChoice(Capture.SAVEPOINT, Optional.of(DRAIN), "a test wants it", format),
                restart.savepointDirectory(),
                restart.checkpointRoot(),
                restart.checkpoints(),
                restart.replay(),
                restart.formerLaunch(),
                restart.wantedLaunch()),
            plan.stateAfterwards(),
            plan.patience());
    return timed(
        RescaleEntry.planned("%032x".formatted(number), by, ASKED), stopping, 0, Stage.VERIFIED);
  }

  private static RescaleEntry entry(int number) {
    return RescaleEntries.planned("WordCount", number);
  }
}
