package io.conttune.planted.controller.api.document;

import io.conttune.planted.controller.service.WiringOfTheService;
import java.nio.file.Path;

/** Breaks: room api.document uses only, and: room api.document does no I/O. */
public final class DocumentThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
  public Path file = Path.of("planted");
}
