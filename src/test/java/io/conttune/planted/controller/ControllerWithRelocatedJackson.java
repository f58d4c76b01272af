package io.conttune.planted.controller;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Breaks: no relocated classes of Flink. */
public final class ControllerWithRelocatedJackson {
  public ObjectMapper mapper = new ObjectMapper();
}
