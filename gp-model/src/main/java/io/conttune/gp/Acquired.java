package io.conttune.gp;

import java.util.function.Function;

/** The answer of an acquisition: a parallelism, or that the model offers none. */
public sealed interface Acquired {
  /** The answer of the case that this is. */
  <R> R match(Function<Pick, R> pick, Function<Empty, R> empty);

  /**
   * The parallelism to try.
   *
   * @param parallelism subtasks
   * @param prediction of the model at that parallelism
   * @param nearestDistance distance to the nearest parallelism with an observation, 0 if it has one
   */
  record Pick(int parallelism, Prediction prediction, int nearestDistance) implements Acquired {
    static Pick of(Model model, int parallelism) {
      int nearest =
          model.points().stream()
              .mapToInt(point -> Math.abs(point.parallelism() - parallelism))
              .min()
              .orElseThrow();
      return new Pick(parallelism, model.predict(parallelism), nearest);
    }

    @Override
    public <R> R match(Function<Pick, R> pick, Function<Empty, R> empty) {
      return pick.apply(this);
    }
  }

  /** No parallelism in the range qualifies; the caller falls back to its linear method. */
  record Empty() implements Acquired {
    @Override
    public <R> R match(Function<Pick, R> pick, Function<Empty, R> empty) {
      return empty.apply(this);
    }
  }
}
