package io.conttune.harness;

import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;

/** An act upon the controller, the network or the cluster while a job is rescaled. */
@FunctionalInterface
interface Act {
  /** Does it; the last controller that it starts stays. */
  void play(Trial trial) throws IOException, FlinkUnavailableException, InterruptedException;
}
