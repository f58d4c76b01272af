package io.conttune.planted.controller.operators;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room operators uses only, and: room operators does no I/O. */
public final class OperatorsThatWire {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
