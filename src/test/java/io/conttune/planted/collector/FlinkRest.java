package io.conttune.planted.collector;

/** Stands in for the client that can act; breaks nothing itself. */
public final class FlinkRest {
  public void send() {}

  public void upload() {}
}
