package io.conttune.controller.service.report;

/** Port: hears what the loop of one job does. No two threads call it at a time. */
@FunctionalInterface
public interface LoopListener {
  /** Hears of one thing that the loop did or met. */
  void hear(LoopNews news);
}
