package io.conttune.planted.core;

import io.conttune.planted.collector.CollectorThatDecides;

/** Breaks: core uses only. Part of: no cycles between packages. */
public final class CoreThatReadsFlink {
  public CollectorThatDecides collector = new CollectorThatDecides();
}
