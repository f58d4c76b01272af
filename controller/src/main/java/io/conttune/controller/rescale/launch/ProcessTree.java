package io.conttune.controller.rescale.launch;

import java.util.List;

/** A process and all that it has started. */
final class ProcessTree {
  private ProcessTree() {}

  /** Kills it first: it might start another child in the place of one that was killed. */
  static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
