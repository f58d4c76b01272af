package io.conttune.planted.core;

import java.time.Clock;

/** Breaks: algorithms are pure. */
public final class CoreWithAClock {
  public Clock clock = Clock.systemUTC();
}
