package io.conttune.planted.controller.files;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room files uses only. */
public final class FilesThatWire {
  public WiringOfTheService wiring = new WiringOfTheService();
}
