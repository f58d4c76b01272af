package io.conttune.benchmark.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Counts the updates (metric {@code updates}) and writes the totals to a directory at the end of
 * the input.
 *
 * <p>It extends a sink of Flink's because {@code Sink} itself cannot be implemented by one source
 * for both lines: 1.20 wants a method with a type that 2.x no longer has.
 */
final class TotalsSink extends DiscardingSink<WordCount> {

  private static final long serialVersionUID = 1;

  private final String directory;

  TotalsSink(Path directory) {
    this.directory = directory.toString();
  }

  @Override
  public SinkWriter<WordCount> createWriter(WriterInitContext context) throws IOException {
    Counter updates = context.metricGroup().counter("updates");
    TotalsFile file =
        new TotalsFile(
            Path.of(directory),
            context.getTaskInfo().getIndexOfThisSubtask(),
            context.getTaskInfo().getNumberOfParallelSubtasks());
    return new Writer(file, updates);
  }

  private static final class Writer implements SinkWriter<WordCount> {

    private final Map<String, Long> totals = new TreeMap<>();
    private final TotalsFile file;
    private final Counter updates;

    Writer(TotalsFile file, Counter updates) {
      this.file = file;
      this.updates = updates;
    }

    @Override
    public void write(WordCount count, Context context) {
      switch (count.kind()) {
        case RUNNING -> updates.inc();
        case TOTAL -> totals.put(count.word(), count.count());
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (endOfInput) {
        file.write(totals);
      }
    }

    @Override
    public void close() {}
  }
}
