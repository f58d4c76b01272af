package io.conttune.planted.controller.rescale.process;

import io.conttune.planted.controller.rescale.launch.LauncherThatWires;

/**
 * Breaks: room rescale.process uses only, and: room rescale.process does no I/O, and: only
 * launchers start processes.
 */
public final class ProcessThatStartsCommands {
  public LauncherThatWires launcher = new LauncherThatWires();
  public ProcessBuilder command = new ProcessBuilder("planted");
}
