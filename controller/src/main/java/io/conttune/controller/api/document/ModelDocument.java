package io.conttune.controller.api.document;

import java.util.List;

/**
 * The processing ability that is expected of each operator at each parallelism.
 *
 * @param job its name
 * @param surrogate the kind of model: rbf or loglog
 * @param operators those that were observed
 */
public record ModelDocument(String job, String surrogate, List<Curve> operators) {
  public ModelDocument {
    operators = List.copyOf(operators);
  }

  /**
   * The curve of one operator.
   *
   * @param id of the job vertex
   * @param name of it
   * @param observed means of what was measured, by parallelism
   * @param expected from parallelism 1 on
   */
  public record Curve(String id, String name, List<Mean> observed, List<Point> expected) {
    public Curve {
      observed = List.copyOf(observed);
      expected = List.copyOf(expected);
    }
  }

  /** The mean of these samples at one parallelism, records per second. */
  public record Mean(int parallelism, double ability, int samples) {}

  /** The expectation at one parallelism and its uncertainty, records per second. */
  public record Point(int parallelism, double ability, double standardDeviation) {}
}
