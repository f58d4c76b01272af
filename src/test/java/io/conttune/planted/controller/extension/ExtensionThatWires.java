package io.conttune.planted.controller.extension;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room extension uses only. */
public final class ExtensionThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
