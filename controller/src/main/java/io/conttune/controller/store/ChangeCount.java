package io.conttune.controller.store;

import io.conttune.controller.files.OwnerOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;

/**
 * Counts the changes of an H2 database twice: in a table of it, and in a small file beside it. H2
 * opens a file that was cut off, or that is an older copy, as if nothing were missing; an
 * unfinished rescale would then be forgotten. The count beside it tells.
 *
 * <p>The file is written after the change is on the disk, so it never counts more than there was.
 *
 * @param file the small file
 */
record ChangeCount(Path file) {
  private static final int DIGITS = 19;

  /** Makes the table, where it is missing, and returns the changes counted in it. */
  static long prepared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists change_count (changes bigint not null)");
      statement.execute(
          "insert into change_count select 0 where not exists (select 1 from change_count)");
    }
    connection.commit();
    return in(new Transaction(connection));
  }

  /** The changes counted in the table; 0 if an earlier version of ContTune, which had none. */
  static long found(Transaction transaction) throws SQLException {
    return H2Tables.exists(transaction, "CHANGE_COUNT") ? in(transaction) : 0;
  }

  private static long in(Transaction transaction) throws SQLException {
    return transaction.query(row -> row.getLong(1), "select max(changes) from change_count").get(0);
  }

  /** Counts one more change in the table. */
  static void add(Transaction transaction) throws SQLException {
    transaction.update("update change_count set changes = changes + 1");
  }

  /** The changes counted in the file; empty if there is none, or if a loss of power spoiled it. */
  OptionalLong written() throws IOException {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    return text.matches("\\d{1,%d}".formatted(DIGITS - 1))
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** Writes the count to the file, in place: it needs no new space on a disk that is full. */
  void write(long changes) throws IOException {
    String text = String.format("%" + DIGITS + "d%n", changes);
    OwnerOnly.createFile(file);
    // Unlike a channel, it serves a thread that was interrupted.
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
