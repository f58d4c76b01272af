package io.conttune.planted.controller.rescale.launch;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room rescale.launch uses only. */
public final class LauncherThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
