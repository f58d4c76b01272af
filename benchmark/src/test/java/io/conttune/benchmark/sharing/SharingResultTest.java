package io.conttune.benchmark.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.played.Load;
import io.conttune.benchmark.played.PlayedJob;
import io.conttune.benchmark.sharing.SharingRun.Course;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two controllers and four jobs; the second is killed, and a third joins. */
final class SharingResultTest {
  private static final long BEGIN = 0;
  private static final long KILLED = 120_000;
  private static final long JOINED = 180_000;
  private static final long END = 240_000;
  private static final long TAKEN_OVER = 132_000;

  private final List<LeaseRow> rows = new ArrayList<>();
  private final List<Visit> acts = new ArrayList<>();

  @Test
  void aRunThatShowsWhatItShouldIsGood() {
    course(TAKEN_OVER);
    acts.add(new Visit(100_000, 1, PlayedJob.name(2)));

    SharingResult result = result();

    assertThat(result.counts(KILLED - 1)).containsExactly(2L, 2L, 0L);
    assertThat(result.counts(KILLED)).containsExactly(2L, 0L, 0L);
    assertThat(result.counts(END - 1)).containsExactly(2L, 0L, 2L);
    assertThat(result.longestWithout()).isEqualTo(2.4);
    assertThat(result.isGood()).isTrue();
    assertThat(SharingText.lines(result))
        .contains("| 120 | 2 | 0 | 0 | 2 | controller 1 is killed |");
  }

  @Test
  void aJobThatWaitsTooLongForAControllerIsSeen() {
    course(KILLED + 15_001);
    acts.add(new Visit(100_000, 1, PlayedJob.name(2)));

    assertThat(result().isGood()).isFalse();
  }

  @Test
  void anActOfWhoDoesNotHoldTheLeaseIsSeen() {
    course(TAKEN_OVER);
    acts.add(new Visit(TAKEN_OVER + 1, 1, PlayedJob.name(2)));

    assertThat(result().unheldActs()).isEqualTo(1);
    assertThat(result().isGood()).isFalse();
  }

  @Test
  void jobsThatAreNotSharedEvenlyAreSeen() {
    course(TAKEN_OVER);
    acts.add(new Visit(100_000, 1, PlayedJob.name(2)));
    rows.removeIf(row -> row.holder().equals("2"));
    rows.removeIf(row -> row.expires() == JOINED);

    assertThat(result().isShared()).isFalse();
  }

  /** Each has two jobs; those of the second are taken over, and two are left to the third. */
  private void course(long takenOver) {
    for (int job = 0; job < 4; job++) {
      write(job, 1, job < 2 ? "0" : "1", BEGIN, job < 2 ? 2 * END : KILLED + 9000);
    }
    write(2, 2, "0", takenOver, 2 * END);
    write(3, 2, "0", takenOver, 2 * END);
    for (int job = 2; job < 4; job++) {
      write(job, 2, "0", JOINED, JOINED);
      write(job, 3, "2", JOINED + 1000, 2 * END);
    }
  }

  private void write(int job, long epoch, String holder, long at, long expires) {
    rows.add(new LeaseRow(PlayedJob.name(job), epoch, holder, expires, at));
  }

  private SharingResult result() {
    return new SharingResult(
        new SharingRun(new Load(4, 20, 3, Duration.ofSeconds(5)), 2, List.of()),
        new Course(BEGIN, KILLED, JOINED, END),
        Tenures.of(
            IntStream.range(0, 4).mapToObj(PlayedJob::name).toList(), rows, Integer::parseInt),
        List.of(),
        acts,
        List.of(),
        1.0);
  }
}
