package io.conttune.planted.controller.limits;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room limits uses only, and: room limits does no I/O. */
public final class LimitsThatWire {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
