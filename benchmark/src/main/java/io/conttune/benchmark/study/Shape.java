package io.conttune.benchmark.study;

import io.conttune.benchmark.jobs.UslCurve;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** The shapes of scaling that operators are known to have, each with parameters to draw. */
enum Shape {
  USL("USL") {
    @Override
    IntToDoubleFunction draw(Parameters parameters, double scale, RandomGenerator random) {
      double sigma = parameters.between(random, 0.01, 0.05, 0.06, 0.15);
      double kappa = parameters.between(random, 1e-4, 1e-3, 1e-5, 8e-5);
      return new UslCurve(scale, sigma, kappa)::processingAbility;
    }
  },
  POWER_LAW("power law") {
    @Override
    IntToDoubleFunction draw(Parameters parameters, double scale, RandomGenerator random) {
      double exponent = parameters.between(random, 0.75, 0.9, 0.5, 0.74);
      return p -> scale * StrictMath.pow(p, exponent);
    }
  },
  SATURATING("saturating") {
    @Override
    IntToDoubleFunction draw(Parameters parameters, double scale, RandomGenerator random) {
      double bend = parameters.between(random, 8, 16, 17, 40);
      return p -> scale * bend * -StrictMath.expm1(-p / bend);
    }
  },
  NUMA_STEP("NUMA step") {
    @Override
    IntToDoubleFunction draw(Parameters parameters, double scale, RandomGenerator random) {
      double step = Math.floor(parameters.between(random, 8, 17, 17, 24));
      double beyond = parameters.between(random, 0.5, 0.8, 0.25, 0.49);
      return p -> scale * (Math.min(p, step) + beyond * Math.max(0, p - step));
    }
  };

  private final String title;

  Shape(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** A curve of this shape; {@code scale} is its processing ability at parallelism 1, about. */
  abstract IntToDoubleFunction draw(Parameters parameters, double scale, RandomGenerator random);

  /** The ranges from which parameters are drawn. They do not overlap. */
  enum Parameters {
    /** Around the curves on which constants of the surrogates were chosen. */
    DEVELOPMENT,
    /** Never used for choosing. */
    HELD_OUT;

    double between(RandomGenerator random, double from, double to, double heldFrom, double heldTo) {
      return this == DEVELOPMENT
          ? random.nextDouble(from, to)
          : random.nextDouble(heldFrom, heldTo);
    }
  }
}
