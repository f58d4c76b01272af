package io.conttune.collector;

import io.conttune.core.metrics.SourceRate;
import java.util.Optional;

class AssumedRateTest implements SourceRateContract {
  @Override
  public SourceRate telling(double perSecond) {
    return new AssumedRate(perSecond);
  }

  @Override
  public Optional<SourceRate> failing() {
    return Optional.empty();
  }
}
