package io.conttune.collector;

import static io.conttune.collector.Polls.RUNNING;
import static io.conttune.collector.Polls.SOURCE;
import static io.conttune.collector.Polls.counters;
import static io.conttune.collector.Polls.poll;
import static io.conttune.collector.Polls.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.metrics.VertexState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Polls come every half second, and a piece is two seconds. */
class WindowPiecesTest {
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final double NEVER = 1000;

  private final WindowPieces pieces = new WindowPieces(TWO_SECONDS);
  private int measured;

  @Test
  void endWithTheNewestPoll() {
    pollUntil(6.5, NEVER);

    assertThat(pieces.all())
        .extracting(JobMetrics::until)
        .containsExactly(
            RUNNING.plusMillis(2500), RUNNING.plusMillis(4500), RUNNING.plusMillis(6500));
    assertThat(pieces.all()).extracting(JobMetrics::length).containsOnly(TWO_SECONDS);
  }

  @Test
  void beginAnewWhereASourceCeasesToIdle() {
    pollUntil(7, 6);

    assertThat(pieces.all())
        .extracting(JobMetrics::length)
        .containsExactly(TWO_SECONDS, TWO_SECONDS, TWO_SECONDS, Duration.ofSeconds(1));
    assertThat(newest().of(SOURCE).time().idle()).isZero();
  }

  @Test
  void areNoShorterForASourceThatIsNotHeldUpThroughout() {
    pollUntil(7, 6.2);

    assertThat(newest().length()).isEqualTo(TWO_SECONDS);
  }

  @Test
  void areWholeAgainWhenASourceIsHeldUpForLonger() {
    pollUntil(8, 6);

    assertThat(newest().length()).isEqualTo(TWO_SECONDS);
  }

  @Test
  void costOneMeasurementAPoll() {
    pollUntil(20, NEVER);
    measured = 0;

    add(20.5, NEVER);

    assertThat(measured).isLessThanOrEqualTo(2);
  }

  @Test
  void areAtMostSixteen() {
    pollUntil(60, NEVER);

    assertThat(pieces.all()).hasSize(16);
  }

  private JobMetrics newest() {
    List<JobMetrics> all = pieces.all();
    return all.get(all.size() - 1);
  }

  private void pollUntil(double end, double heldUpFrom) {
    for (double second = 0; second <= end; second += 0.5) {
      add(second, heldUpFrom);
    }
  }

  private void add(double second, double heldUpFrom) {
    pieces.add(
        held(second, heldUpFrom),
        part -> {
          measured++;
          return Optional.of(new CounterMetrics(part).metrics());
        });
  }

  /** A source that idles for nine tenths of the time, and from some second on is held up. */
  private static JobSnapshot held(double second, double heldUpFrom) {
    double heldUp = Math.max(0, second - heldUpFrom);
    double free = second - heldUp;
    TaskTime time = new TaskTime(100 * second, 900 * free, 900 * heldUp);
    long records = Math.round(100 * second);
    return poll(
        second, counters(SOURCE, VertexState.RUNNING, records, records, time), work(second));
  }
}
