package io.conttune.collector;

import io.conttune.core.metrics.SourceRate;
import java.util.Optional;

class FakeSourceRateTest implements SourceRateContract {
  @Override
  public SourceRate telling(double perSecond) {
    return new FakeSourceRate().tells(perSecond);
  }

  @Override
  public Optional<SourceRate> failing() {
    return Optional.of(new FakeSourceRate().fails("away"));
  }
}
