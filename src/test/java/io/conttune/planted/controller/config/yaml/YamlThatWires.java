package io.conttune.planted.controller.config.yaml;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room config.yaml uses only. */
public final class YamlThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
