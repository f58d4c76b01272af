package io.conttune.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An objective of 30 s for 99 % of the time. */
class LagDiaryTest {
  private static final double EXACT = 1e-9;

  private final LagDiary diary = new LagDiary(new Objective(Duration.ofSeconds(30), 0.99));

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private KeptObjective keptAt(long now) {
    return diary.kept(at(now)).orElseThrow();
  }

  @Test
  void knowsNothingBeforeTimeHasPassed() {
    diary.note(at(5), 0);

    assertThat(diary.kept(at(5))).isEmpty();
  }

  @Test
  void countsThePartOfALineThatLiesBeyondTheLag() {
    diary.note(at(0), 20);
    diary.note(at(40), 60);

    assertThat(keptAt(40).seen()).isEqualTo(at(40));
    assertThat(keptAt(40).beyond()).isEqualTo(at(30));
    assertThat(keptAt(40).share()).isCloseTo(0.25, within(EXACT));
    assertThat(keptAt(40).lagSeconds()).isEqualTo(60);
  }

  @Test
  void theLagOfAJobThatIsDownGrowsByAllTheTime() {
    diary.note(at(0), 10);
    diary.noteDown(at(15));
    diary.noteDown(at(50));

    assertThat(keptAt(50).lagSeconds()).isEqualTo(60);
    assertThat(keptAt(50).beyond()).isEqualTo(at(30));
  }

  @Test
  void leavesOutWhatNobodySaw() {
    diary.note(at(0), 0);
    diary.note(at(60), 0);
    diary.note(at(600), 90);
    diary.forget();
    diary.note(at(610), 90);

    assertThat(keptAt(610).seen()).isEqualTo(at(60));
    assertThat(keptAt(610).beyond()).isZero();
  }

  @Test
  void isNotKnownOnceTheLagIsNot() {
    diary.note(at(0), 0);
    diary.note(at(60), 2);

    assertThat(diary.kept(at(180))).isPresent();
    assertThat(diary.kept(at(181))).isEmpty();
  }

  @Test
  void forgetsWhatWasADayAgo() {
    diary.note(at(0), 90);
    diary.note(at(60), 90);
    diary.forget();
    diary.note(at(24 * 3600), 0);
    diary.note(at(24 * 3600 + 60), 0);

    assertThat(keptAt(24 * 3600 + 60).seen()).isEqualTo(at(60));
    assertThat(keptAt(24 * 3600 + 60).share()).isEqualTo(1);
  }

  @Test
  void isMissedOnceMoreTimeLiesBeyondThanAnHourAllows() {
    diary.note(at(0), 90);
    diary.note(at(36), 90);
    assertThat(keptAt(36).isMissed()).isFalse();

    diary.note(at(40), 90);
    assertThat(keptAt(40).isMissed()).isTrue();
  }

  @Test
  void tellsAPersonTheShare() {
    diary.note(at(0), 0);
    diary.note(at(90), 90);

    assertThat(keptAt(90).sentence())
        .isEqualTo(
            "the lag was within 30.0 s for 33.33 % of the last 2 min, asked for are 99.00 %; it"
                + " is 90.0 s now");
  }
}
