package io.conttune.controller.config;

/** The model of processing ability over parallelism. */
public enum SurrogateMethod {
  /** Zero-mean Gaussian process with a squared-exponential kernel [ContTune Eq. 3]. */
  RBF,
  /** Gaussian process over the logarithms of both. */
  LOGLOG
}
