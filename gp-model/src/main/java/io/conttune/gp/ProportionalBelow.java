package io.conttune.gp;

import java.util.List;

/**
 * Bounds what a surrogate says below the smallest parallelism observed: fewer subtasks are believed
 * to do no more each than those observed did. An interpolating model, bent by the noise between two
 * observations, can promise there what no smaller number of subtasks could do.
 *
 * <p>The bound errs on the safe side: where subtasks hinder one another, fewer do more each.
 */
public final class ProportionalBelow implements Surrogate {
  private final Surrogate surrogate;

  /** Bounds this surrogate. */
  public ProportionalBelow(Surrogate surrogate) {
    this.surrogate = surrogate;
  }

  @Override
  public String name() {
    return surrogate.name();
  }

  @Override
  public Model fit(List<Point> points) {
    Model model = surrogate.fit(points);
    return new Bounded(model, model.points().get(0));
  }

  private record Bounded(Model model, Point smallest) implements Model {
    @Override
    public Prediction predict(int parallelism) {
      Prediction free = model.predict(parallelism);
      return new Prediction(bounded(parallelism, free.mean()), free.standardDeviation());
    }

    @Override
    public double mean(int parallelism) {
      return bounded(parallelism, model.mean(parallelism));
    }

    private double bounded(int parallelism, double mean) {
      double perSubtask = smallest.processingAbility() / smallest.parallelism();
      return parallelism < smallest.parallelism() ? Math.min(mean, perSubtask * parallelism) : mean;
    }

    @Override
    public Hyperparameters hyperparameters() {
      return model.hyperparameters();
    }

    @Override
    public List<Point> points() {
      return model.points();
    }
  }
}
