package io.conttune.planted.controller.store;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room store uses only. */
public final class StoreThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
