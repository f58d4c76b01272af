package io.conttune.bigsmall;

import io.conttune.gp.Hyperparameters;
import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Prediction;
import io.conttune.gp.Surrogate;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A surrogate that knows the curve already, so that tests can count by hand. */
record FixedCurve(IntToDoubleFunction mean) implements Surrogate {
  @Override
  public String name() {
    return "curve";
  }

  @Override
  public Model fit(List<Point> points) {
    return new KnownModel(mean, points);
  }

  private record KnownModel(IntToDoubleFunction mean, List<Point> points) implements Model {
    @Override
    public Prediction predict(int parallelism) {
      return new Prediction(mean.applyAsDouble(parallelism), 0);
    }

    @Override
    public Hyperparameters hyperparameters() {
      return new Hyperparameters(1, 1, 0, 0);
    }
  }
}
