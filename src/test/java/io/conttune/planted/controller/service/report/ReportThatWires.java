package io.conttune.planted.controller.service.report;

import io.conttune.planted.controller.service.WiringOfTheService;

/** Breaks: room service.report uses only. */
public final class ReportThatWires {
  public WiringOfTheService wiring = new WiringOfTheService();
}
