package io.conttune.planted.controller.steering;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room steering uses only, and: room steering does no I/O. */
public final class SteeringThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
