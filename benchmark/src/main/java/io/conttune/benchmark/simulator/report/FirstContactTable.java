package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.FirstContact;
import io.conttune.benchmark.simulator.run.FirstContact.Jobs;
import io.conttune.benchmark.simulator.tuner.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first contact of all tuners with loads that they have never seen, as a table in Markdown. */
final class FirstContactTable {
  private static final double PERCENT = 100;

  private FirstContactTable() {}

  /** The lines of the table; none where a job meets several loads. */
  static List<String> of(ComparisonResult result) {
    List<String> lines = new ArrayList<>();
    for (Contender contender : result.contenders()) {
      Optional<FirstContact> contact = result.firstContact(contender);
      if (contact.isEmpty()) {
        return List.of();
      }
      if (lines.isEmpty()) {
        Jobs jobs = contact.get().jobs();
        lines.add(
            "first contact (%d jobs, %d of them at middle rates)"
                .formatted(jobs.count(), contact.get().middle().count()));
        lines.add("");
        lines.add(
            "| tuner | at most 1 restart | at most 2 | most | middle rates: at most 1 | too small at"
                + " the end |");
        lines.add("|---".repeat(6) + "|");
      }
      lines.add(row(contender, contact.get()));
    }
    lines.add("");
    return lines;
  }

  private static String row(Contender contender, FirstContact contact) {
    Jobs jobs = contact.jobs();
    Jobs middle = contact.middle();
    return String.format(
        Locale.ROOT,
        "| %s | %.0f %% | %.0f %% | %d | %.0f %% | %d |",
        contender.label(),
        PERCENT * jobs.share(jobs.once()),
        PERCENT * jobs.share(jobs.twice()),
        jobs.most(),
        PERCENT * middle.share(middle.once()),
        jobs.small());
  }
}
