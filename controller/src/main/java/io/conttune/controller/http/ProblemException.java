package io.conttune.controller.http;

import java.io.Serial;

/** Tells that a request cannot be answered. */
public final class ProblemException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Tells of this problem. */
  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** The reason, which becomes the reply. */
  public Problem problem() {
    return problem;
  }
}
