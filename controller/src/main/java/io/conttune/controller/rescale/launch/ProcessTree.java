package io.conttune.controller.rescale.launch;

/** A process and all that it has started. */
final class ProcessTree {
  private ProcessTree() {}

  /** Kills it, the descendants first that it still knows of. */
  static void kill(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
