package io.conttune.collector;

import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.RateAnswer;
import io.conttune.core.metrics.SourceRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells what a test has set, and notes the time that it was given. */
final class FakeSourceRate implements SourceRate {
  private RateAnswer answer = new RateAnswer.Missing("nothing was set");
  private final List<Duration> limits = new ArrayList<>();

  FakeSourceRate tells(double perSecond) {
    answer =
        new RateAnswer.Told(
            new ArrivalRate(perSecond, ArrivalRate.Certainty.MEASURED, "a fake meter"));
    return this;
  }

  FakeSourceRate fails(String reason) {
    answer = new RateAnswer.Missing(reason);
    return this;
  }

  List<Duration> limits() {
    return List.copyOf(limits);
  }

  @Override
  public RateAnswer ask(Duration within) {
    limits.add(within);
    return answer;
  }
}
