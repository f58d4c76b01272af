package io.conttune.benchmark.demo;

import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.Timelines;
import io.conttune.core.history.History;
import io.conttune.gp.RbfSurrogate;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the report of a demo in which nothing happened, in a JVM of its own. */
final class ReportMain {
  private ReportMain() {}

  public static void main(String[] arguments) throws IOException {
    Timeline timeline = Timelines.empty(60L);
    TotalsAudit audit = new TotalsAudit(0, 0, 0, 0);
    DemoWorkload workload = DemoWorkload.STANDARD;
    DemoSummary summary = DemoSummary.of(timeline, workload, audit, 1, 0.8);
    Demo.Result result = new Demo.Result(summary, timeline, History.empty(5), new RbfSurrogate());
    System.out.println(new DemoReport(Path.of(arguments[0])).write(result, workload));
  }
}
