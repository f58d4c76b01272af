package io.conttune.planted.collector;

import io.conttune.planted.bigsmall.TunerThatUsesDs2;
import io.conttune.planted.core.CoreWithAClock;

/** Breaks: collector uses only. Part of: no cycles between packages. */
public final class CollectorThatDecides {
  public TunerThatUsesDs2 tuner = new TunerThatUsesDs2();
  public CoreWithAClock core = new CoreWithAClock();
}
