package io.conttune.planted.controller.lease;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room lease uses only, and: room lease does no I/O. */
public final class LeaseThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
