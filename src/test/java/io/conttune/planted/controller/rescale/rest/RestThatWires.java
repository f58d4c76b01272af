package io.conttune.planted.controller.rescale.rest;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room rescale.rest uses only, and: room rescale.rest does no I/O. */
public final class RestThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
