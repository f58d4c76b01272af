package io.conttune.planted.controller.rescale.plan;

import io.conttune.planted.collector.FlinkRest;
import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/**
 * Breaks: the planner never acts, and: only ClusterJars uploads jars, and: room rescale.plan uses
 * only, and: room rescale.plan does no I/O.
 */
public final class PlannerThatActs {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");

  public void act(FlinkRest rest) {
    rest.send();
    rest.upload();
  }
}
