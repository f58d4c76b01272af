package io.conttune.planted.controller.config;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room config uses only. */
public final class ConfigThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
