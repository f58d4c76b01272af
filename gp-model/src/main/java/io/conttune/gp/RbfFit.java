package io.conttune.gp;

/** A length, the signal deviation that suits it, and how unlikely they make the data. */
record RbfFit(double length, double signal, double negativeLogLikelihood) {
  static RbfFit impossible(double length) {
    return new RbfFit(length, RbfLikelihood.MAX_SIGNAL, Double.POSITIVE_INFINITY);
  }

  boolean isPossible() {
    return negativeLogLikelihood < Double.POSITIVE_INFINITY;
  }

  RbfFit better(RbfFit other) {
    return other.negativeLogLikelihood < negativeLogLikelihood ? other : this;
  }
}
