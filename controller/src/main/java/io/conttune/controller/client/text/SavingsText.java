package io.conttune.controller.client.text;

import static io.conttune.controller.client.text.TextTable.number;
import static io.conttune.controller.client.text.TextTable.text;

import io.conttune.controller.api.document.ClustersDocument;
import io.conttune.controller.api.document.SavingsDocument;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Shows what tuning has saved.
 *
 * @param zone in which times are shown
 */
public record SavingsText(ZoneId zone) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  /** A line for each job, and one for each cluster. */
  public List<String> of(List<SavingsDocument> jobs, ClustersDocument clusters) {
    List<String> lines = new ArrayList<>();
    if (jobs.isEmpty()) {
      lines.add("nothing is known of the slots of any job yet");
    } else {
      lines.addAll(table(jobs));
    }
    clusters.clusters().forEach(cluster -> lines.add(line(cluster)));
    return lines;
  }

  private List<String> table(List<SavingsDocument> jobs) {
    return new TextTable(
            List.of(
                text("JOB"),
                text("SINCE"),
                number("PEAK"),
                number("MEAN"),
                number("NOW"),
                number("SLOT HOURS SAVED"),
                number("SHARE")),
            jobs.stream()
                .map(
                    job ->
                        List.of(
                            NumberWords.name(job.job()),
                            TIME.format(job.since().atZone(zone)),
                            String.valueOf(job.peak()),
                            String.format(Locale.ROOT, "%.1f", job.mean()),
                            String.valueOf(job.now()),
                            String.format(Locale.ROOT, "%.1f", job.savedSlotHours()),
                            NumberWords.percent(OptionalDouble.of(job.savedShare()))))
                .toList())
        .lines();
  }

  private static String line(ClustersDocument.Cluster cluster) {
    return "%s: %d slots, %d needed; TaskManagers: %s, %s needed"
        .formatted(
            cluster.flink(),
            cluster.slots(),
            cluster.slotsNeeded(),
            NumberWords.count(cluster.taskManagers()),
            NumberWords.count(cluster.taskManagersNeeded()));
  }
}
