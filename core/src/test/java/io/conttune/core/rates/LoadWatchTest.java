package io.conttune.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.tuning.JobFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Pieces of ten seconds each. */
class LoadWatchTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PIECE = Duration.ofSeconds(10);

  @Test
  void aSteadyLoadHasNotChanged() {
    assertThat(after(LoadWatch.NONE, BEGIN, 100, 103, 98).changedAt()).isEmpty();
  }

  @Test
  void thePieceOfTheChangeTellsItsMoment() {
    // 3 of its 10 seconds at 200 records/s.
    LoadWatch watch = after(LoadWatch.NONE, BEGIN, 100, 100, 130, 200);

    assertThat(watch.changedAt()).contains(BEGIN.plusSeconds(27));
    assertThat(watch.sinceChange(BEGIN.plusSeconds(40))).contains(Duration.ofSeconds(13));
  }

  @Test
  void aChangeBetweenTwoPiecesIsWhereTheyMeet() {
    assertThat(after(LoadWatch.NONE, BEGIN, 100, 100, 200).changedAt())
        .contains(BEGIN.plusSeconds(20));
  }

  @Test
  void aChangeIsRememberedOnceTheWindowHasLeftIt() {
    LoadWatch watch = after(LoadWatch.NONE, BEGIN, 100, 200);

    assertThat(after(watch, BEGIN.plusSeconds(10), 200, 200).changedAt())
        .contains(BEGIN.plusSeconds(10));
  }

  @Test
  void aChangeThatWasAnsweredIsNone() {
    LoadWatch watch = after(LoadWatch.NONE, BEGIN, 100, 200).answered();

    assertThat(after(watch, BEGIN.plusSeconds(30), 200, 200).changedAt()).isEmpty();
  }

  @Test
  void aChangeDuringARestartCountsFromTheFirstPieceAfterIt() {
    LoadWatch watch = after(LoadWatch.NONE, BEGIN, 100, 100);

    assertThat(after(watch, BEGIN.plusSeconds(60), 200, 200).changedAt())
        .contains(BEGIN.plusSeconds(60));
  }

  private static LoadWatch after(LoadWatch before, Instant begin, double... rates) {
    List<JobMetrics> pieces = new ArrayList<>();
    for (double rate : rates) {
      Instant until = begin.plus(PIECE.multipliedBy(pieces.size() + 1L));
      pieces.add(
          new JobMetrics(until, PIECE, job(rate).metrics().operators(), OptionalDouble.empty()));
    }
    return before.after(job(1).graph(), pieces);
  }

  private static JobFixture job(double rate) {
    return new JobFixture().vertex("source", 1, rate, rate, 0.1);
  }
}
