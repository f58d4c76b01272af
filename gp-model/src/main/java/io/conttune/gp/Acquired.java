package io.conttune.gp;

/** What an acquisition found: a parallelism, or that the model offers none. */
public sealed interface Acquired {
  /**
   * The parallelism to try.
   *
   * @param parallelism subtasks
   * @param prediction what the model expects there
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
  }

  /** No parallelism in the range qualifies; the caller falls back to its linear method. */
  record Empty() implements Acquired {}
}
