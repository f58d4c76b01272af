package io.conttune.bigsmall;

import io.conttune.core.graph.JobVertex;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.ProportionalBelow;
import io.conttune.gp.RbfSurrogate;
import io.conttune.gp.ScaledSurrogate;
import io.conttune.gp.Surrogate;
import java.util.Locale;

/**
 * The models of processing ability over parallelism that a user can choose. A name means the same
 * model in every command.
 */
public enum SurrogateMethod {
  /**
   * Zero-mean Gaussian process with a squared-exponential kernel [ContTune Eq. 3], at the scale of
   * the paper's data, and linear below the smallest parallelism observed.
   */
  RBF,
  /** Gaussian process over the logarithms of both. */
  LOGLOG;

  /** The name in files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A model of this kind. */
  public Surrogate surrogate() {
    return switch (this) {
      case RBF ->
          new ProportionalBelow(
              new ScaledSurrogate(new RbfSurrogate(), ScaledSurrogate.PAPER_SCALE));
      case LOGLOG -> new LogLogSurrogate();
    };
  }

  /** Returns whether it can say anything of parallelisms above the largest one observed. */
  public boolean extrapolates() {
    return switch (this) {
      case RBF -> false;
      case LOGLOG -> true;
    };
  }

  /** Farthest distance from an observation at which it is trusted, unless the user sets another. */
  public int alpha() {
    return switch (this) {
      case RBF -> ContTuneSettings.DEFAULT.alpha();
      case LOGLOG -> JobVertex.LARGEST_PARALLELISM;
    };
  }
}
