package io.conttune.planted.controller;

import io.conttune.planted.benchmark.jobs.JobThatKnowsTheController;

/** Breaks: controller knows no benchmark. */
public final class ControllerThatRunsADemo {
  public JobThatKnowsTheController job = new JobThatKnowsTheController();
}
