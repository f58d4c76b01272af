package io.conttune.gp.internal;

import java.util.Arrays;

/**
 * Factors a symmetric positive definite matrix A = UᵀU in place, in memory that is used again for
 * the next matrix. Only the upper triangle, row by row, is read and written: all inner loops run
 * over adjacent entries, which the compiler can vectorise.
 */
public final class Cholesky {
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
    for (int row = 0; row < size; row++) {
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
      subtractOuterProduct(row);
    }
    return true;
  }

  private void subtractOuterProduct(int row) {
    int at = row * size;
    for (int below = row + 1; below < size; below++) {
      double factor = entries[at + below];
      int to = below * size;
      for (int column = below; column < size; column++) {
        entries[to + column] -= factor * entries[at + column];
      }
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
