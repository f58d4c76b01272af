package io.conttune.audited;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Writes every record at once, as a sink without transactions does: what is read again is written
 * again. A file is named by when its writer began, by its job and by its subtask.
 *
 * <p>It extends a sink of Flink's because {@code Sink} itself cannot be implemented by one source
 * for both lines: 1.20 wants a method with a type that 2.x no longer has.
 */
final class PlainSink extends DiscardingSink<Numbered> {
  private static final long serialVersionUID = 1;

  private final String directory;

  PlainSink(Path directory) {
    this.directory = directory.toString();
  }

  @Override
  public SinkWriter<Numbered> createWriter(WriterInitContext context) throws IOException {
    String writer =
        "%d_%s_%d_"
            .formatted(
                System.currentTimeMillis(),
                context.getJobInfo().getJobId().toHexString(),
                context.getTaskInfo().getIndexOfThisSubtask());
    return new Writer(Lines.open(Path.of(directory), writer));
  }

  private static final class Writer implements SinkWriter<Numbered> {
    private final Lines lines;

    Writer(Lines lines) {
      this.lines = lines;
    }

    @Override
    public void write(Numbered record, Context context) throws IOException {
      // A format would take most of the time that a record takes.
      lines.write(
          record.partition()
              + " "
              + record.index()
              + " "
              + record.reader()
              + " "
              + record.restored()
              + " "
              + System.currentTimeMillis());
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
