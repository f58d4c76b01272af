package io.conttune.benchmark.simulator.tuner;

import io.conttune.core.graph.OperatorId;
import io.conttune.informed.Part;
import java.util.Map;

/** The tuner {@code informed} as the service ships it, but for one part. */
public record InformedWithout(Part part) implements Player {
  @Override
  public String label() {
    return part.label();
  }

  @Override
  public LoopSetup loop(TunerContext context) {
    return ServiceLoop.informed(context, complete -> complete.without(part));
  }

  @Override
  public Map<OperatorId, Integer> first(TunerContext context) {
    return Contender.INFORMED.first(context);
  }

  @Override
  public double standardUtilization() {
    return Contender.INFORMED.standardUtilization();
  }
}
