package io.conttune.controller.service.report;

/** Port: hears what the loop of one job does. Called by the thread of that loop only. */
@FunctionalInterface
public interface LoopListener {
  /** Hears of one thing that the loop did or met. */
  void hear(LoopNews news);
}
