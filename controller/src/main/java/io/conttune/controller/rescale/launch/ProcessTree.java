package io.conttune.controller.rescale.launch;

import java.util.List;

/** A process and all that it has started. */
final class ProcessTree {
  private ProcessTree() {}

  /** Kills it first: it might start another child in the place of one that was killed. */
  static void kill(ProcessHandle process) {
    kill(process.descendants().toList(), process::destroyForcibly);
  }

  /** The same. */
  static void kill(Process process) {
    kill(process.descendants().toList(), process::destroyForcibly);
  }

  private static void kill(List<ProcessHandle> children, Runnable parent) {
    parent.run();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
