package io.conttune.bigsmall;

/** The answer to an overload. */
public enum Relief {
  /** The Big phase [ContTune Alg. 1]: a step, after which the job shows what it needs. */
  BIG,
  /**
   * The estimate of what is needed, where all sources report their backlog, so that the rates are
   * known; else the Big phase. For somebody who is to judge a recommendation.
   */
  ESTIMATE
}
