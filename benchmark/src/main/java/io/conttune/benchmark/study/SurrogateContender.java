package io.conttune.benchmark.study;

import io.conttune.gp.Model;
import io.conttune.gp.Point;
import io.conttune.gp.Surrogate;
import java.util.List;
import java.util.OptionalDouble;

/** A surrogate of gp-model. */
record SurrogateContender(Surrogate surrogate) implements StudiedModel {
  @Override
  public String name() {
    return surrogate.name();
  }

  @Override
  public Estimate fit(List<Point> points) {
    Model model = surrogate.fit(points);
    return new Estimate() {
      @Override
      public double mean(int parallelism) {
        return model.mean(parallelism);
      }

      @Override
      public OptionalDouble deviation(int parallelism) {
        return OptionalDouble.of(model.predict(parallelism).standardDeviation());
      }
    };
  }
}
