package io.conttune.controller.config;

import io.conttune.core.Require;
import java.util.Objects;

/** The tuner, with the settings that only it has. */
public sealed interface TuningMethod {
  /**
   * Big-small with conservative Bayesian optimisation [ContTune Alg. 1, 2].
   *
   * @param surrogate the model
   * @param alpha how far the model's choice may lie from what was observed; 0 is the linear method
   *     with a cache
   * @param steadyRate largest relative change of the sources' rates within a window to which the
   *     parallelism is fitted
   * @param firstMaximum first p_max, from which Big doubles
   */
  record ContTune(SurrogateMethod surrogate, int alpha, double steadyRate, int firstMaximum)
      implements TuningMethod {
    /** The paper's settings. */
    public static final ContTune PAPER = new ContTune(SurrogateMethod.RBF, 3, 0.1, 8);

    /** Our model, which extrapolates well enough to be trusted at any distance. */
    public static final ContTune DEFAULT =
        new ContTune(SurrogateMethod.LOGLOG, ParallelismConfig.LARGEST, 0.1, 8);

    /** The default settings with this surrogate. */
    public static ContTune with(SurrogateMethod surrogate) {
      return switch (surrogate) {
        case RBF -> PAPER;
        case LOGLOG -> DEFAULT;
      };
    }

    public ContTune {
      Objects.requireNonNull(surrogate, "surrogate");
      Require.atLeast("alpha", 0, alpha);
      Require.nonNegative("steady-rate", steadyRate);
      Require.atLeast("first-maximum", 1, firstMaximum);
    }
  }

  /**
   * The linear method alone [DS2 §4].
   *
   * @param warmUpWindows windows to ignore after a redeployment
   * @param activation how many windows in a row must agree
   */
  record Ds2(int warmUpWindows, int activation) implements TuningMethod {
    /** No window is lost beyond {@code metrics.warm-up}, and one is enough. */
    public static final Ds2 DEFAULT = new Ds2(0, 1);

    public Ds2 {
      Require.atLeast("warm-up-windows", 0, warmUpWindows);
      Require.atLeast("activation", 1, activation);
    }
  }
}
