package io.conttune.planted.controller.loop;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room loop uses only, and: room loop does no I/O. */
public final class LoopThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
