package io.conttune.benchmark.study;

import io.conttune.gp.Point;
import java.util.List;

/**
 * The universal scalability law [Gunther 2007] as a model of cost: the time that a record takes in
 * its subtask, p / PA(p) = a + b·(p − 1) + c·p·(p − 1), is linear in its three parameters. They
 * minimise the squared relative errors, weighted by samples, and none is negative: of the eight
 * sets of parameters that may be 0, the best feasible solution wins.
 */
record UslMean() implements StudiedModel {
  private static final int TERMS = 3;

  @Override
  public String name() {
    return "usl";
  }

  @Override
  public Estimate fit(List<Point> points) {
    double[] cost = coefficients(points);
    return parallelism -> parallelism / cost(cost, parallelism);
  }

  private static double[] coefficients(List<Point> points) {
    double[] best = new double[TERMS];
    double least = Double.POSITIVE_INFINITY;
    for (int set = 1; set < 1 << TERMS; set++) {
      double[] tried = solve(points, set);
      double error = error(points, tried);
      // A parameter more has to earn its place, or two points would make three parameters.
      if (error < least * (1 - 1e-9)) {
        least = error;
        best = tried;
      }
    }
    return best;
  }

  private static double term(int term, int parallelism) {
    double p = parallelism;
    return switch (term) {
      case 0 -> 1;
      case 1 -> p - 1;
      default -> p * (p - 1);
    };
  }

  private static double cost(double[] coefficients, int parallelism) {
    double cost = 0;
    for (int term = 0; term < TERMS; term++) {
      cost += coefficients[term] * term(term, parallelism);
    }
    return cost;
  }

  private static double error(List<Point> points, double[] coefficients) {
    double error = 0;
    for (int term = 0; term < TERMS; term++) {
      if (!(coefficients[term] >= 0)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    for (Point point : points) {
      double relative =
          cost(coefficients, point.parallelism()) * point.processingAbility() / point.parallelism()
              - 1;
      error += point.samples() * relative * relative;
    }
    return error;
  }

  /** The normal equations of the terms in a set, by Gauss-Jordan; a term left out is 0. */
  private static double[] solve(List<Point> points, int set) {
    double[][] matrix = new double[TERMS][TERMS + 1];
    for (Point point : points) {
      double scale = point.processingAbility() / point.parallelism();
      for (int i = 0; i < TERMS; i++) {
        double left = point.samples() * scale * term(i, point.parallelism());
        for (int j = 0; j < TERMS; j++) {
          matrix[i][j] += left * scale * term(j, point.parallelism());
        }
        matrix[i][TERMS] += left;
      }
    }
    double[] solution = new double[TERMS];
    for (int i = 0; i < TERMS; i++) {
      if (in(set, i)) {
        eliminate(matrix, set, i);
      }
    }
    for (int i = 0; i < TERMS; i++) {
      solution[i] = in(set, i) ? matrix[i][TERMS] / matrix[i][i] : 0;
    }
    return solution;
  }

  private static void eliminate(double[][] matrix, int set, int pivot) {
    for (int i = 0; i < TERMS; i++) {
      if (i != pivot && in(set, i)) {
        double factor = matrix[i][pivot] / matrix[pivot][pivot];
        for (int j = 0; j <= TERMS; j++) {
          matrix[i][j] -= factor * matrix[pivot][j];
        }
      }
    }
  }

  private static boolean in(int set, int term) {
    return (set & 1 << term) != 0;
  }
}
