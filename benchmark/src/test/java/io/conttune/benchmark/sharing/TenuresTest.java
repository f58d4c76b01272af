package io.conttune.benchmark.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TenuresTest {
  private final List<LeaseRow> rows = new ArrayList<>();

  @Test
  void aRenewalMakesATenureLongerAndAReleaseEndsIt() {
    write("a", 1, "x", 0, 12);
    write("a", 1, "x", 4, 16);
    write("a", 1, "x", 6, 6);

    assertThat(tenures().ofJobs().get("a")).containsExactly(new Tenure("a", 1, 0, 0, 6));
  }

  @Test
  void theTimeWithoutAControllerIsThatBetweenTenuresAndAtTheEnds() {
    write("a", 1, "x", 2, 12);
    write("a", 2, "y", 15, 27);
    write("b", 1, "x", 0, 100);

    assertThat(tenures().longestWithout(0, 27)).isEqualTo(3);
    assertThat(tenures().longestWithout(0, 40)).isEqualTo(13);
    assertThat(tenures().longestWithout(3, 10)).isZero();
  }

  @Test
  void aJobThatNobodyEverHadIsWithoutAControllerAllTheTime() {
    assertThat(Tenures.of(List.of("a"), List.of(), holder -> 0).longestWithout(5, 25))
        .isEqualTo(20);
  }

  @Test
  void whoWasKilledHoldsNothingFromThenOn() {
    write("a", 1, "x", 0, 12);
    write("a", 2, "y", 13, 30);
    write("b", 1, "y", 0, 30);

    Tenures cut = tenures().killed(0, 5);

    assertThat(cut.longestWithout(0, 20)).isEqualTo(8);
    assertThat(cut.count(0, 4)).isEqualTo(1);
    assertThat(cut.count(0, 6)).isZero();
    assertThat(cut.count(1, 14)).isEqualTo(2);
    // By the database it held the lease until it expired.
    assertThat(tenures().holds(new Visit(6, 0, "a"))).isTrue();
  }

  @Test
  void anActIsHeldOnlyByWhoHasTheLeaseThen() {
    write("a", 1, "x", 0, 10);
    write("a", 2, "y", 10, 30);

    assertThat(tenures().holds(new Visit(9, 0, "a"))).isTrue();
    assertThat(tenures().holds(new Visit(10, 0, "a"))).isFalse();
    assertThat(tenures().holds(new Visit(9, 1, "a"))).isFalse();
    assertThat(tenures().holds(new Visit(9, 0, "b"))).isFalse();
    assertThat(tenures().overlap()).isFalse();
  }

  @Test
  void twoLeasesOnOneJobAtATimeAreSeen() {
    write("a", 1, "x", 0, 10);
    write("a", 2, "y", 9, 30);

    assertThat(tenures().overlap()).isTrue();
  }

  @Test
  void aLeaseMovesWhenItIsTakenAgain() {
    write("a", 1, "x", 0, 10);
    write("a", 2, "y", 10, 30);
    write("b", 1, "x", 0, 30);

    assertThat(tenures().moves(0, 20)).isEqualTo(1);
    assertThat(tenures().moves(11, 20)).isZero();
  }

  private void write(String job, long epoch, String holder, long at, long expires) {
    rows.add(new LeaseRow(job, epoch, holder, expires, at));
  }

  private Tenures tenures() {
    return Tenures.of(List.of("a", "b"), rows, holder -> holder.equals("x") ? 0 : 1);
  }
}
