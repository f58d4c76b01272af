package io.conttune.benchmark.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs cases on all processors. The results do not depend on the number of processors. */
public final class Simulation {
  private Simulation() {}

  /**
   * The results, in the order of the cases.
   *
   * @throws InterruptedException if the calling thread is interrupted; running cases are stopped
   */
  public static List<RunResult> of(List<Case> cases) throws InterruptedException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<RunResult>> pending = new ArrayList<>();
      cases.forEach(each -> pending.add(workers.submit(() -> new Run(each).toEnd())));
      List<RunResult> results = new ArrayList<>();
      for (Future<RunResult> one : pending) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a simulated run failed: " + e.getCause(), e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
