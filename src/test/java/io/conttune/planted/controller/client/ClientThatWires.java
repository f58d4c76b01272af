package io.conttune.planted.controller.client;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room client uses only. */
public final class ClientThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
