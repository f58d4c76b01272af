package io.conttune.planted.controller;

import java.time.Duration;
import java.time.Instant;

/** Breaks: durations are not measured by instants. */
public final class ControllerThatMeasuresByTheTimeOfDay {
  public boolean isOver(Instant begin, Duration length) {
    return Instant.now().isAfter(begin.plus(length));
  }
}
