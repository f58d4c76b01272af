package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database, whose transactions run one at a time on one connection. After a failure it is opened
 * again, so that a disk that was full for an hour, or a server that was down, costs the reads and
 * writes of that hour only.
 */
final class Database implements Transactions, AutoCloseable {
  private final Vendor vendor;
  private final Migrations migrations;
  private Optional<Connection> connection = Optional.empty();
  private boolean closed;

  private Database(Vendor vendor, Migrations migrations) {
    this.vendor = vendor;
    this.migrations = migrations;
  }

  /** As {@link #open(Vendor, Migrations)}, with the tables of today. */
  static Database open(Vendor vendor) {
    return open(vendor, vendor.migrations());
  }

  /**
   * Opens the database, and brings its tables up to date. One that is down at present is opened
   * when it is needed.
   *
   * @throws StoreUnavailableException if it cannot be opened until somebody changes something; the
   *     message names its place
   */
  static Database open(Vendor vendor, Migrations migrations) {
    Database database = new Database(vendor, migrations);
    try {
      database.connection();
    } catch (SQLException e) {
      if (vendor.outage(e) == Vendor.Outage.LASTING) {
        throw vendor.unavailable("cannot be opened", e);
      }
    }
    return database;
  }

  @Override
  public String place() {
    return vendor.place();
  }

  @Override
  public synchronized <T> T read(Work<T> work) {
    return run(work);
  }

  @Override
  public synchronized <T> T change(Work<T> work) {
    T result = run(work);
    try {
      vendor.sync(connection());
    } catch (SQLException e) {
      throw failed(e);
    }
    return result;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException e) {
      throw vendor.unavailable("was not closed in good order", e);
    }
  }

  private <T> T run(Work<T> work) {
    Connection open;
    try {
      open = connection();
    } catch (SQLException e) {
      throw vendor.unavailable("cannot be opened", e);
    }
    try {
      return commit(open, work);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static <T> T commit(Connection open, Work<T> work) throws SQLException {
    try {
      T result = work.in(new Transaction(open));
      open.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(open, e);
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    if (closed) {
      throw new IllegalStateException("the store " + place() + " has been closed");
    }
    if (connection.isEmpty() || connection.get().isClosed()) {
      connection = Optional.of(connect());
    }
    return connection.get();
  }

  private Connection connect() throws SQLException {
    Connection opened = vendor.connect();
    try {
      migrations.apply(opened);
      vendor.ready(opened);
      return opened;
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, opened);
      throw e;
    }
  }

  private StoreUnavailableException failed(SQLException e) {
    if (vendor.connections() == Vendor.Connections.REPLACEABLE) {
      connection.ifPresent(open -> closeAfter(e, open));
    }
    return vendor.unavailable("cannot be read or written", e);
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Closes a connection that has failed. */
  static void closeAfter(Exception cause, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
