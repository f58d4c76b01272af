package io.conttune.benchmark.sharing;

import io.conttune.controller.config.StoreConfig;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.StoreListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A PostgreSQL with the tables of ContTune, which notes each change of a lease. */
final class LeaseDatabase implements AutoCloseable {
  private static final String NOTES =
      """
      create table lease_note (
        number bigint generated always as identity primary key,
        job varchar, epoch bigint, holder varchar,
        expires_at timestamp with time zone, written_at timestamp with time zone);
      create function note_lease() returns trigger language plpgsql as $$
      begin
        insert into lease_note (job, epoch, holder, expires_at, written_at)
          values (new.job, new.epoch, new.holder, new.expires_at, clock_timestamp());
        return new;
      end $$;
      create trigger lease_is_noted after insert or update on lease
        for each row execute function note_lease();
      """;

  private static final String READ =
      """
      select job, epoch, holder,
        floor(extract(epoch from expires_at) * 1000), floor(extract(epoch from written_at) * 1000)
      from lease_note order by number
      """;

  private final EmbeddedPostgres server;
  private final JdbcStore store;

  private LeaseDatabase(EmbeddedPostgres server, JdbcStore store) {
    this.server = server;
    this.store = store;
  }

  /** Starts one with its data in this directory, which is made. */
  static LeaseDatabase start(Path data) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setDataDirectory(data).setServerConfig("fsync", "on").start();
    try {
      StoreConfig config =
          new StoreConfig(
              url(server), Optional.of("postgres"), Optional.empty(), StoreConfig.DEFAULT_LEASE);
      LeaseDatabase database =
          new LeaseDatabase(server, JdbcStore.open(config, StoreListener.silent()));
      database.noteLeases();
      return database;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static String url(EmbeddedPostgres server) {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
  }

  private void noteLeases() throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(NOTES);
    } catch (SQLException e) {
      throw new IOException("the leases cannot be noted", e);
    }
  }

  /** The value of {@code store} in a service's file. */
  String setting() {
    return "{url: '%s', user: postgres}".formatted(url(server));
  }

  /** The store itself. */
  JdbcStore store() {
    return store;
  }

  /** Whether a holder is this process: its name has the machine, the process and chance. */
  static boolean isOf(long pid, String holder) {
    return holder.contains(":" + pid + ":");
  }

  /** The jobs whose leases this process holds now. */
  Set<String> heldBy(long pid) throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select job, holder from lease where expires_at > clock_timestamp()")) {
      Set<String> held = new HashSet<>();
      while (rows.next()) {
        if (isOf(pid, rows.getString(2))) {
          held.add(rows.getString(1));
        }
      }
      return held;
    } catch (SQLException e) {
      throw new IOException("the leases cannot be read", e);
    }
  }

  /** Every change of a lease until now, in order. */
  List<LeaseRow> rows() throws IOException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(READ)) {
      List<LeaseRow> all = new ArrayList<>();
      while (rows.next()) {
        all.add(
            new LeaseRow(
                rows.getString(1),
                rows.getLong(2),
                rows.getString(3),
                rows.getLong(4),
                rows.getLong(5)));
      }
      return all;
    } catch (SQLException e) {
      throw new IOException("the changes of the leases cannot be read", e);
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
    server.close();
  }
}
