package io.conttune.planted.controller.rescale.storage;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room rescale.storage uses only. */
public final class StorageThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
