package io.conttune.benchmark.simulator.report;

import io.conttune.benchmark.simulator.run.ComparisonResult;
import io.conttune.benchmark.simulator.run.WorkloadResult;
import io.conttune.chart.NoFontException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of a comparison: its tables, its figures as JSON, and a picture of each workload. */
public final class ReportFolder {
  private static final String TABLES = "report.md";
  private static final String FIGURES = "results.json";

  private final Path folder;

  /** A report in this folder. */
  public ReportFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder if need be: a comparison whose report cannot be written would be in vain.
   *
   * @throws IOException if the folder cannot be made or written
   */
  public void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, "write-", ".probe"));
  }

  /**
   * Writes the report, in place of an earlier one.
   *
   * @return why there are no pictures, where there are none: this machine has no font
   * @throws IOException if a file cannot be written
   */
  public Optional<String> write(ComparisonResult result) throws IOException {
    Files.write(folder.resolve(TABLES), tables(result));
    Files.writeString(folder.resolve(FIGURES), ResultJson.write(result) + "\n");
    try {
      for (WorkloadResult workload : result.workloads()) {
        new ComparisonPicture(workload, result.contenders())
            .picture()
            .writePng(folder.resolve(fileName(workload) + ".png"));
      }
      return Optional.empty();
    } catch (NoFontException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The user chooses the name of a workload, so it must not be taken for a path. */
  private static String fileName(WorkloadResult workload) {
    return workload.workload().name().replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** All tables, in Markdown. */
  static List<String> tables(ComparisonResult result) {
    PaperTables tables = new PaperTables(result);
    List<String> lines = new ArrayList<>();
    section(lines, "Reconfigurations per tuning", tables.reconfigurations());
    section(lines, "Slots at the largest rate", tables.slotsAtPeak());
    section(lines, "What the acquisition does", tables.acquisitions());
    section(lines, "What Top-K does", tables.topK());
    section(lines, "All figures", ResultText.lines(result));
    return lines;
  }

  private static void section(List<String> lines, String title, List<String> table) {
    lines.add("## " + title);
    lines.add("");
    lines.addAll(table);
    lines.add("");
  }
}
