package io.conttune.planted.controller.meters;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room meters uses only, and: room meters does no I/O. */
public final class MetersThatWire {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
