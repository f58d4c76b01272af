package io.conttune.planted.controller.input.csv;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room input.csv uses only, and: room input.csv does no I/O. */
public final class CsvThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
