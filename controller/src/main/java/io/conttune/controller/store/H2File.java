package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.h2.api.ErrorCode;

/**
 * Opens the file of an H2 database as often as needed, and each time only if it still is the store
 * that it was. Not thread-safe.
 */
final class H2File {
  private final H2Url url;
  private final StoreFile file;
  private final ChangeCount count;
  private final Migrations migrations;
  private final StoreListener listener;

  /** The file that is open; empty until the first opening. */
  private Optional<Object> identity = Optional.empty();

  private long changes;

  H2File(H2Url url, Path path, Migrations migrations, StoreListener listener) {
    this.url = url;
    this.file = new StoreFile(path);
    this.count = new ChangeCount(Path.of(path.toString().replaceFirst("\\.mv\\.db$", ".changes")));
    this.migrations = migrations;
    this.listener = listener;
  }

  /**
   * Whether another file has this one's name since the last opening.
   *
   * @throws StoreUnavailableException if no file has it
   */
  boolean wasReplaced() throws IOException {
    Optional<Object> present = file.identity();
    if (present.isEmpty()) {
      throw gone();
    }
    return !present.equals(identity);
  }

  private StoreUnavailableException gone() {
    return new StoreUnavailableException(
        "the store %s was removed while the service runs; nothing is done to any job until it is"
                .formatted(file.path())
            + " there again. Put it back where it was; "
            + "or see that every job runs as it should and start the service again, which makes a"
            + " new store");
  }

  /** Opens the file, and makes it if it was never there. */
  Connection connect() throws SQLException, IOException {
    if (!file.exists()) {
      make();
    }
    file.requireContent();
    inspect();
    file.tighten(listener);
    Connection opened = H2Database.connect(url.existing());
    try {
      migrations.apply(opened);
      changes = ChangeCount.prepared(opened);
      count.write(changes);
      identity = file.identity();
      return opened;
    } catch (SQLException | IOException | RuntimeException e) {
      Transaction.closeAfter(e, opened);
      throw e;
    }
  }

  private void make() throws SQLException, IOException {
    if (identity.isPresent()) {
      throw gone();
    }
    boolean isMine =
        file.make(
            draft -> {
              try (Connection made = H2Database.connect(url.in(draft))) {
                migrations.apply(made);
              }
            });
    if (isMine) {
      listener.created(file.path().toString());
    }
  }

  /** Reads the file before anything may write to it: one that is refused stays as it is. */
  private void inspect() throws SQLException, IOException {
    long found;
    try (Connection reader =
        DriverManager.getConnection(url.existing().readOnly().connectionUrl())) {
      Transaction transaction = new Transaction(reader);
      if (!H2Tables.exists(transaction, "SCHEMA_VERSION")) {
        throw notOurs();
      }
      migrations.requireKnown(reader);
      found = ChangeCount.found(transaction);
    } catch (SQLException e) {
      // H2 found nothing in the file, and wanted to fill it.
      if (e.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY) {
        throw notOurs();
      }
      throw e;
    }
    long expected = Math.max(changes, count.written().orElse(0));
    if (found < expected) {
      throw new StoreUnavailableException(
          "the store %s holds %d changes, but %d were written to it: it was cut off, or an older"
                  .formatted(file.path(), found, expected)
              + " copy was put in its place, and an unfinished rescale may be missing. Put the"
              + " newest copy back; or see that every job runs as it should, stop the service and"
              + " delete %s to go on with this copy".formatted(count.file()));
    }
  }

  private StoreUnavailableException notOurs() {
    return new StoreUnavailableException(
        "the store %s holds no tables of ContTune: it was damaged, or is somebody else's; %s"
            .formatted(file.path(), StoreFile.REMEDY));
  }

  /** So many more changes are on the disk. */
  void changed(long more) throws IOException {
    changes += more;
    count.write(changes);
    if (wasReplaced()) {
      throw new StoreUnavailableException(
          "the store %s was replaced while the service runs; the last change is not in it"
              .formatted(file.path()));
    }
  }
}
