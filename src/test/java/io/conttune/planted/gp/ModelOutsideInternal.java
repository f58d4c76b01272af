package io.conttune.planted.gp;

import io.conttune.planted.core.CoreWithAClock;
import org.apache.commons.math3.linear.ArrayRealVector;

/** Breaks: gp uses only, and: numerics library stays internal. */
public final class ModelOutsideInternal {
  public CoreWithAClock core = new CoreWithAClock();
  public ArrayRealVector vector = new ArrayRealVector();
}
