package io.conttune.informed;

import static io.conttune.informed.Pieces.WORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.informed.Shortage.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortageTest {
  @Test
  void aJobThatProcessesAllThatArrivesIsNotShort() {
    assertThat(of(new Pieces(10).arriving(990)))
        .isEqualTo(new Shortage(Verdict.SUFFICIENT, Set.of()));
  }

  @Test
  void aJobIsShortWhileABacklogGrowsAndItsSourceIsHeldUp() {
    Shortage shortage = of(new Pieces(10).arriving(1200));

    assertThat(shortage.verdict()).isEqualTo(Verdict.SHORT);
    assertThat(shortage.bottlenecks()).containsExactly(WORK);
  }

  @Test
  void aJobThatWorksABacklogOffIsNotShort() {
    Shortage shortage = of(new Pieces(10).arriving(1200).arriving(500));

    assertThat(shortage.verdict()).isEqualTo(Verdict.SUFFICIENT);
    assertThat(shortage.bottlenecks()).containsExactly(WORK);
  }

  @Test
  void aPieceInWhichTheJobBecameShortIsOfTwoLoads() {
    assertThat(of(new Pieces(10).risingTo(2000)).verdict()).isEqualTo(Verdict.SHORT_IN_PART);
  }

  @Test
  void withoutABacklogBeingHeldUpIsTheSign() {
    assertThat(of(new Pieces(10).untold().arriving(1200)).verdict()).isEqualTo(Verdict.SHORT);
  }

  @Test
  void aJobWithoutRoomIsShortBelowATargetOfOne() {
    Pieces full = new Pieces(10).arriving(1002);

    assertThat(of(full).verdict()).isEqualTo(Verdict.SUFFICIENT);
    assertThat(atDefault(full).verdict()).isEqualTo(Verdict.SHORT);
  }

  @Test
  void aJobThatEmptiesItsBuffersIsNotShortBelowATargetOfOne() {
    assertThat(atDefault(new Pieces(10).buffering(950, 1000)).verdict())
        .isEqualTo(Verdict.SUFFICIENT);
    assertThat(atDefault(new Pieces(10).buffering(1000, 1000)).verdict()).isEqualTo(Verdict.SHORT);
  }

  @Test
  void aFullOperatorIsNoShortageOfSourcesThatReportNothingAndReadWithoutWaiting() {
    assertThat(atDefault(new Pieces(10).untold().arriving(998)).verdict())
        .isEqualTo(Verdict.SUFFICIENT);
  }

  @Test
  void aJobThatWorksABacklogOffIsNotShortBelowATargetOfOne() {
    assertThat(atDefault(new Pieces(10).arriving(1200).arriving(500)).verdict())
        .isEqualTo(Verdict.SUFFICIENT);
  }

  @Test
  void aLargeBacklogThatSeemsToStandStillMayBeOneThatIsWorkedOff() {
    assertThat(atDefault(new Pieces(10).arriving(1200).arriving(1000)).verdict())
        .isEqualTo(Verdict.SUFFICIENT);
  }

  private static Shortage of(Pieces pieces) {
    return Shortage.of(pieces.graph(), pieces.newest(), InformedSettings.DEFAULT.at(1));
  }

  private static Shortage atDefault(Pieces pieces) {
    return Shortage.of(pieces.graph(), pieces.newest(), InformedSettings.DEFAULT);
  }
}
