package io.conttune.benchmark.jmh;

import io.conttune.gp.Acquired;
import io.conttune.gp.Acquisition;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.Point;
import io.conttune.gp.RbfSurrogate;
import io.conttune.gp.Surrogate;
import java.util.List;

/** Measures a decision for one operator: a fit, and the pick for a rate within the history. */
record Picking(Surrogate surrogate, Acquisition acquisition) {
  static Picking by(String surrogate) {
    return new Picking(
        switch (surrogate) {
          case "rbf" -> new RbfSurrogate();
          case "loglog" -> new LogLogSurrogate();
          default -> throw new IllegalArgumentException("no surrogate is called " + surrogate);
        },
        new ConservativeAcquisition());
  }

  Acquired pick(List<Point> points) {
    double rate = 0.99 * points.get(points.size() / 2).processingAbility();
    int largest = points.get(points.size() - 1).parallelism();
    return acquisition.acquire(surrogate.fit(points), rate, 1, largest);
  }
}
