package io.conttune.planted.controller.offline;

import io.conttune.planted.controller.loop.LoopThatWires;

/** Breaks: room offline uses only. */
public final class OfflineThatKnowsTheLoop {
  public LoopThatWires loop = new LoopThatWires();
}
