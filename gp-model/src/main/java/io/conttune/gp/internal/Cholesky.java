package io.conttune.gp.internal;

import java.util.Arrays;

/**
 * Factors a symmetric positive definite matrix A = UᵀU in place, in memory that is used again for
 * the next matrix. Only the upper triangle, row by row, is read and written: all inner loops run
 * over adjacent entries.
 *
 * <p>Written here, and not taken from commons-math, because a fit factors some hundred matrices and
 * is to take less than 1 ms at 26 parallelisms. With {@code CholeskyDecomposition}, which copies
 * the matrix, compares its halves and gives out its factor as a copy, a fit took 1.03 ms ({@code
 * rbf}) and 0.83 ms ({@code loglog}) instead of 0.48 and 0.38 ms of processor time, and 2 to 3
 * times as long at 100 parallelisms (docs/model.md).
 */
public final class Cholesky {
  private static final int BLOCK = 4;

  private final int size;
  private final double[] entries;

  /**
   * Makes room for a matrix of this size.
   *
   * @param size rows and columns
   */
  public Cholesky(int size) {
    this.size = size;
    this.entries = new double[size * size];
  }

  /** The matrix before, the factor after {@link #factor}; row-major, the upper triangle counts. */
  public double[] entries() {
    return entries;
  }

  /** Rows and columns. */
  public int size() {
    return size;
  }

  /**
   * Factors what is in {@link #entries()}.
   *
   * @param leastPivot a pivot at or below this means failure; the matrix is then as good as
   *     singular
   * @return whether all pivots were above the least
   */
  public boolean factor(double leastPivot) {
    int row = 0;
    for (; row + BLOCK <= size; row += BLOCK) {
      if (!factorRows(row, row + BLOCK, leastPivot)) {
        return false;
      }
      for (int below = row + BLOCK; below < size; below++) {
        subtractBlock(row, below);
      }
    }
    return factorRows(row, size, leastPivot);
  }

  /** Factors these rows and takes them off one another; those below wait for the whole block. */
  private boolean factorRows(int from, int to, double leastPivot) {
    for (int row = from; row < to; row++) {
      int at = row * size;
      double pivot = entries[at + row];
      if (!(pivot > leastPivot)) {
        return false;
      }
      double root = Math.sqrt(pivot);
      entries[at + row] = root;
      for (int column = row + 1; column < size; column++) {
        entries[at + column] /= root;
      }
      for (int below = row + 1; below < to; below++) {
        subtract(row, below);
      }
    }
    return true;
  }

  private void subtract(int row, int below) {
    int at = row * size;
    int target = below * size;
    double factor = entries[at + below];
    for (int column = below; column < size; column++) {
      entries[target + column] -= factor * entries[at + column];
    }
  }

  /** The same as four times {@link #subtract}, to the last bit, at half the traffic of memory. */
  private void subtractBlock(int row, int below) {
    int first = row * size;
    int second = first + size;
    int third = second + size;
    int fourth = third + size;
    int target = below * size;
    double a = entries[first + below];
    double b = entries[second + below];
    double c = entries[third + below];
    double d = entries[fourth + below];
    for (int column = below; column < size; column++) {
      entries[target + column] =
          entries[target + column]
              - a * entries[first + column]
              - b * entries[second + column]
              - c * entries[third + column]
              - d * entries[fourth + column];
    }
  }

  /** The logarithm of the factored matrix's determinant. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += StrictMath.log(entries[i * size + i]);
    }
    return 2 * sum;
  }

  /**
   * Solves Uᵀx = b in place. The squared norm of x is bᵀA⁻¹b.
   *
   * @param vector b before, x after
   */
  public void solveLower(double[] vector) {
    solveLowerFrom(0, vector);
  }

  /** All entries before the first are 0 and stay so. */
  private void solveLowerFrom(int first, double[] vector) {
    for (int row = first; row < size; row++) {
      int at = row * size;
      double value = vector[row] / entries[at + row];
      vector[row] = value;
      for (int column = row + 1; column < size; column++) {
        vector[column] -= entries[at + column] * value;
      }
    }
  }

  /**
   * Solves Ux = b in place. After {@link #solveLower} this completes the solution of Ax = b.
   *
   * @param vector b before, x after
   */
  public void solveUpper(double[] vector) {
    for (int row = size - 1; row >= 0; row--) {
      int at = row * size;
      double sum = vector[row];
      for (int column = row + 1; column < size; column++) {
        sum -= entries[at + column] * vector[column];
      }
      vector[row] = sum / entries[at + row];
    }
  }

  /** The trace of the factored matrix's inverse, the sum of squares of U⁻¹. */
  public double traceOfInverse() {
    double sum = 0;
    double[] column = new double[size];
    for (int unit = 0; unit < size; unit++) {
      Arrays.fill(column, 0);
      column[unit] = 1;
      solveLowerFrom(unit, column);
      for (int i = unit; i < size; i++) {
        sum += column[i] * column[i];
      }
    }
    return sum;
  }
}
