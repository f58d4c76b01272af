package io.conttune.controller.service;

import io.conttune.controller.loop.JobController;
import io.conttune.controller.loop.PlanHook;
import java.util.Objects;

/**
 * A controller of one job, and what somebody must end who does not use it any more.
 *
 * @param hook is asked by it about plans of the tuner
 */
record WiredController(JobController controller, PlanHook hook) {
  WiredController {
    Objects.requireNonNull(controller, "controller");
    Objects.requireNonNull(hook, "hook");
  }
}
