package io.conttune.planted.controller.input;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room input uses only, and: room input does no I/O. */
public final class InputThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
