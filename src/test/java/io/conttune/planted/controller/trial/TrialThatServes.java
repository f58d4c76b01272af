package io.conttune.planted.controller.trial;

import io.conttune.planted.controller.http.HttpThatWires;

/** Breaks: room trial uses only. */
public final class TrialThatServes {
  public HttpThatWires server = new HttpThatWires();
}
