package io.conttune.gp;

import java.util.List;

/**
 * The paper's surrogate [ContTune Eq. 3]: a Gaussian process of zero mean with the covariance
 * σ_f²·exp(−(p−p')²/2l²) and 1e-8 added to its diagonal, unscaled. Interpolates every point, knows
 * no noise, and falls to 0 away from the data.
 *
 * <p>l ∈ [1e-5, 1e5] and σ_f ∈ [1e-5, 5e5] minimise the negative log marginal likelihood. The
 * search is a grid over l followed by Brent's method, so it depends on no start, and uses no
 * platform's own exponential, so it repeats to the last bit. Rules where the likelihood alone does
 * not decide:
 *
 * <ul>
 *   <li>A covariance with a pivot of 5e-13·σ_f² or less counts as singular, its likelihood as −∞.
 *       Where the optimum would have a condition number of 1e12 or more, the result is therefore
 *       the best among the parameters short of that. (From about 1e10 on the valley is flatter than
 *       the rounding of the covariance, and any search in doubles finds l to some 1e-4 only.)
 *   <li>Of equally likely lengths the smallest wins.
 *   <li>One point says nothing about l; it gets the length from which the paper's fit starts, 4.37.
 * </ul>
 */
public final class RbfSurrogate implements Surrogate {
  static final double LENGTH_OF_ONE_POINT = 4.37;

  /** Creates the surrogate; its bounds are the paper's. */
  public RbfSurrogate() {}

  @Override
  public String name() {
    return "rbf";
  }

  @Override
  public Model fit(List<Point> points) {
    SortedPoints sorted = SortedPoints.of(points);
    return new RbfModel(sorted, new RbfSearch(sorted).best());
  }
}
