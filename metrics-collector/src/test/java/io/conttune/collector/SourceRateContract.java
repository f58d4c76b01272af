package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.RateAnswer;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The promises of every {@link SourceRate}. */
interface SourceRateContract {
  Duration ENOUGH = Duration.ofSeconds(10);

  /** One that tells this rate. */
  SourceRate telling(double perSecond);

  /** One that cannot tell a rate; empty if there is no such one. */
  Optional<SourceRate> failing();

  /** The rate, or a failed test. */
  static ArrivalRate told(RateAnswer answer) {
    return answer.match(
        RateAnswer.Told::rate,
        missing -> {
          throw new AssertionError(missing.reason());
        });
  }

  /** Why there is none, or a failed test. */
  static String reason(RateAnswer answer) {
    return answer.match(
        told -> {
          throw new AssertionError("told " + told.rate());
        },
        RateAnswer.Missing::reason);
  }

  @Test
  default void tellsTheRate() {
    assertThat(told(telling(1234.5).ask(ENOUGH)).perSecond()).isEqualTo(1234.5);
  }

  @Test
  default void tellsThatNothingArrives() {
    assertThat(told(telling(0).ask(ENOUGH)).perSecond()).isZero();
  }

  @Test
  default void saysWhereTheRateComesFrom() {
    assertThat(told(telling(1).ask(ENOUGH)).origin()).isNotBlank();
  }

  @Test
  default void answersAFailureWithAReason() {
    failing().ifPresent(rate -> assertThat(reason(rate.ask(ENOUGH))).isNotBlank());
  }
}
