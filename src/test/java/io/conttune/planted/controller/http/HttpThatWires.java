package io.conttune.planted.controller.http;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room http uses only. */
public final class HttpThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
