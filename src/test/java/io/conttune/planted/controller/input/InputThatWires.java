package io.conttune.planted.controller.input;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room input uses only. */
public final class InputThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
