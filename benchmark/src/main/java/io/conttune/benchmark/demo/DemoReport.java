package io.conttune.benchmark.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report folder of a demo. */
final class DemoReport {
  static final String SUMMARY = "summary.json";

  /** What the controller writes while the demo runs; the rest is written at its end. */
  static final String DECISIONS = "decisions.jsonl";

  static final List<String> FILES_APPENDED_TO = List.of(DECISIONS);

  private final Path folder;

  DemoReport(Path folder) {
    this.folder = folder;
  }

  void write(Demo.Result result, DemoWorkload workload) throws IOException {
    Files.writeString(folder.resolve(SUMMARY), SummaryJson.write(result.summary()));
  }
}
