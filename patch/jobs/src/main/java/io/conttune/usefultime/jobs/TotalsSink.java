package io.conttune.usefultime.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;

/** Writes what comes at the end of the input, a file per subtask. */
final class TotalsSink extends RichSinkFunction<String> {
  private static final long serialVersionUID = 1;

  private final String directory;
  private transient List<String> lines;

  TotalsSink(String directory) {
    this.directory = directory;
  }

  @Override
  public void invoke(String line, Context context) {
    if (lines == null) {
      lines = new ArrayList<>();
    }
    lines.add(line);
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      Path file =
          Path.of(directory, "totals-" + getRuntimeContext().getIndexOfThisSubtask() + ".csv");
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
  }
}
