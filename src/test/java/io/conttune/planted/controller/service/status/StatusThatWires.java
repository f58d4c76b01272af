package io.conttune.planted.controller.service.status;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room service.status uses only, and: room service.status does no I/O. */
public final class StatusThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
