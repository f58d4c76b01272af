package io.conttune.planted.controller.config.files;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room config.files uses only. */
public final class FilesThatWire {
  public WiringOfTheService wiring = new WiringOfTheService();
}
