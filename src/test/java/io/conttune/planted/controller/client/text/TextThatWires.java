package io.conttune.planted.controller.client.text;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room client.text uses only, and: room client.text does no I/O. */
public final class TextThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
