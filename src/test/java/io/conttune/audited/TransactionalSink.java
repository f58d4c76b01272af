package io.conttune.audited;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Two-phase commit with files: a transaction is a file, complete before a checkpoint and moved to
 * where readers look when the checkpoint has completed.
 */
final class TransactionalSink extends DiscardingSink<Numbered>
    implements SupportsCommitter<String> {
  private static final long serialVersionUID = 1;

  private final String directory;

  TransactionalSink(Path directory) {
    this.directory = directory.toString();
  }

  static Path pending(Path directory) {
    return directory.resolve("pending");
  }

  /** Where a reader of committed data finds it. */
  public static Path committed(Path directory) {
    return directory.resolve("committed");
  }

  @Override
  public CommittingSinkWriter<Numbered, String> createWriter(WriterInitContext context) {
    return new Writer(pending(Path.of(directory)));
  }

  @Override
  public Committer<String> createCommitter(CommitterInitContext context) {
    return new FileCommitter(Path.of(directory));
  }

  @Override
  public SimpleVersionedSerializer<String> getCommittableSerializer() {
    return new TextSerializer();
  }

  private static final class Writer implements CommittingSinkWriter<Numbered, String> {
    private final Path directory;
    private Optional<Lines> transaction = Optional.empty();

    Writer(Path directory) {
      this.directory = directory;
    }

    @Override
    public void write(Numbered record, Context context) throws IOException {
      if (transaction.isEmpty()) {
        transaction = Optional.of(Lines.open(directory));
      }
      transaction.get().write(record.partition() + " " + record.index());
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<String> prepareCommit() throws IOException {
      if (transaction.isEmpty()) {
        return List.of();
      }
      Lines complete = transaction.get();
      complete.close();
      transaction = Optional.empty();
      return List.of(complete.fileName());
    }

    @Override
    public void close() throws IOException {
      if (transaction.isPresent()) {
        transaction.get().close();
      }
    }
  }

  private static final class FileCommitter implements Committer<String> {
    private final Path directory;

    FileCommitter(Path directory) {
      this.directory = directory;
    }

    @Override
    public void commit(Collection<CommitRequest<String>> requests) throws IOException {
      Files.createDirectories(committed(directory));
      for (CommitRequest<String> request : requests) {
        commit(request);
      }
    }

    private void commit(CommitRequest<String> request) throws IOException {
      Path from = pending(directory).resolve(request.getCommittable());
      Path to = committed(directory).resolve(request.getCommittable());
      if (Files.exists(from)) {
        Files.move(from, to);
      } else if (Files.exists(to)) {
        request.signalAlreadyCommitted();
      } else {
        throw new IOException("transaction " + request.getCommittable() + " is gone");
      }
    }

    @Override
    public void close() {}
  }

  private static final class TextSerializer implements SimpleVersionedSerializer<String> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String deserialize(int version, byte[] serialized) {
      return new String(serialized, StandardCharsets.UTF_8);
    }
  }
}
