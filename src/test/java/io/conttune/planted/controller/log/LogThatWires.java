package io.conttune.planted.controller.log;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room log uses only. */
public final class LogThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
