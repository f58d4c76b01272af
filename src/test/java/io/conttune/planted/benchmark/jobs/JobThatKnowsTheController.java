package io.conttune.planted.benchmark.jobs;

import io.conttune.planted.core.CoreWithAClock;

/** Breaks: jobs know only Flink. */
public final class JobThatKnowsTheController {
  public CoreWithAClock core = new CoreWithAClock();
}
