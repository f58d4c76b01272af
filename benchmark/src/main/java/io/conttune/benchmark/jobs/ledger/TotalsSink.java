package io.conttune.benchmark.jobs.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Counts the results and how late they are (metric {@code updates}), and writes the totals to a
 * directory at the end of the input. The totals are state, so they tell of each result as often as
 * a transactional sink would have committed it.
 *
 * <p>It extends a sink of Flink's because {@code Sink} itself cannot be implemented by one source
 * for both lines: 1.20 wants a method with a type that 2.x no longer has.
 */
public final class TotalsSink extends DiscardingSink<Result>
    implements SupportsWriterState<Result, Totals> {

  private static final long serialVersionUID = 1;

  private final String directory;

  /**
   * A sink.
   *
   * @param directory for the totals, made if missing
   */
  public TotalsSink(Path directory) {
    this.directory = directory.toString();
  }

  @Override
  public SinkWriter<Result> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<Result, Totals> restoreWriter(
      WriterInitContext context, Collection<Totals> recovered) {
    Counter updates = context.metricGroup().counter("updates");
    TotalsFile file =
        new TotalsFile(
            Path.of(directory),
            context.getTaskInfo().getIndexOfThisSubtask(),
            context.getTaskInfo().getNumberOfParallelSubtasks());
    return new Writer(Totals.sum(recovered), file, updates, InstantSource.system());
  }

  @Override
  public SimpleVersionedSerializer<Totals> getWriterStateSerializer() {
    return new TotalsSerializer();
  }

  private static final class Writer implements StatefulSinkWriter<Result, Totals> {

    private final Totals totals;
    private final TotalsFile file;
    private final Counter updates;
    private final InstantSource clock;

    Writer(Totals totals, TotalsFile file, Counter updates, InstantSource clock) {
      this.totals = totals;
      this.file = file;
      this.updates = updates;
      this.clock = clock;
    }

    @Override
    public void write(Result result, Context context) {
      totals.add(result, clock.millis());
      updates.inc();
    }

    /** Flink serialises it before the next result comes. */
    @Override
    public List<Totals> snapshotState(long checkpointId) {
      return List.of(totals);
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
