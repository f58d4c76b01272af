package io.conttune.gp;

import io.conttune.gp.internal.BrentMinimizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The global minimum over the length: a grid, then Brent's method in its best valleys. */
final class RbfSearch {
  private static final double MIN_LENGTH = 1e-5;
  private static final double MAX_LENGTH = 1e5;

  /** Neighbours closer than this many lengths have a correlation that 1 swallows (e^−40.5). */
  private static final double INDEPENDENT = 9;

  private static final double GRID_RATIO = 1.2;
  private static final int VALLEYS = 3;
  private static final BrentMinimizer COMPARE = new BrentMinimizer(1e-2);

  /**
   * Twice the root of a double's precision: nearer to its minimum a smooth function looks flat. All
   * ties among the reference's decisions come out as there, see {@link RbfModel}.
   */
  private static final BrentMinimizer REFINE = new BrentMinimizer(3e-8);

  private final SortedPoints points;
  private final RbfLikelihood likelihood;

  RbfSearch(SortedPoints points) {
    this.points = points;
    this.likelihood = new RbfLikelihood(points);
  }

  RbfFit best() {
    if (points.size() == 1) {
      return likelihood.profile(RbfSurrogate.LENGTH_OF_ONE_POINT);
    }
    List<RbfFit> grid = grid();
    RbfFit best = grid.stream().reduce(RbfFit::better).orElseThrow();
    List<Integer> valleys = valleys(grid);
    if (valleys.isEmpty()) {
      return best;
    }
    int deepest = valleys.size() == 1 ? valleys.get(0) : deepest(grid, valleys);
    return best.better(refine(grid, deepest, REFINE));
  }

  /** Compares the valleys by their depth between the grid points, after a cheap search in each. */
  private int deepest(List<RbfFit> grid, List<Integer> valleys) {
    int deepest = valleys.get(0);
    RbfFit bottom = RbfFit.impossible(MAX_LENGTH);
    for (int valley : valleys) {
      RbfFit tried = refine(grid, valley, COMPARE);
      if (tried.negativeLogLikelihood() < bottom.negativeLogLikelihood()) {
        deepest = valley;
        bottom = tried;
      }
    }
    return deepest;
  }

  private List<RbfFit> grid() {
    List<RbfFit> grid = new ArrayList<>();
    grid.add(likelihood.profile(MIN_LENGTH));
    double start = points.leastGap() / INDEPENDENT;
    for (double length = start; length < MAX_LENGTH; length *= GRID_RATIO) {
      grid.add(likelihood.profile(length));
      if (!grid.get(grid.size() - 1).isPossible()) {
        // The longer, the nearer to singular.
        return grid;
      }
    }
    grid.add(likelihood.profile(MAX_LENGTH));
    return grid;
  }

  private static List<Integer> valleys(List<RbfFit> grid) {
    List<Integer> valleys = new ArrayList<>();
    for (int i = 1; i < grid.size() - 1; i++) {
      double value = grid.get(i).negativeLogLikelihood();
      if (value < grid.get(i - 1).negativeLogLikelihood()
          && value <= grid.get(i + 1).negativeLogLikelihood()) {
        valleys.add(i);
      }
    }
    valleys.sort(Comparator.comparingDouble(i -> grid.get(i).negativeLogLikelihood()));
    return valleys.subList(0, Math.min(VALLEYS, valleys.size()));
  }

  private RbfFit refine(List<RbfFit> grid, int valley, BrentMinimizer search) {
    double refined =
        search.minimum(
            log -> likelihood.profile(StrictMath.exp(log)).negativeLogLikelihood(),
            StrictMath.log(grid.get(valley - 1).length()),
            StrictMath.log(grid.get(valley).length()),
            StrictMath.log(grid.get(valley + 1).length()));
    return likelihood.profile(StrictMath.exp(refined));
  }
}
