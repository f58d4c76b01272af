package io.conttune.collector;

import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.RateAnswer;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;

/** The rate of a source that the user gives as a number. */
public record AssumedRate(double perSecond) implements SourceRate {
  @Override
  public RateAnswer ask(Duration within) {
    return new RateAnswer.Told(
        new ArrivalRate(perSecond, ArrivalRate.Certainty.ASSUMED, "metrics.rates, a number"));
  }
}
