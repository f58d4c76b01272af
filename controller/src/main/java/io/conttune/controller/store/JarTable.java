package io.conttune.controller.store;

import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch.JarCopy;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of jar copies: one row per content, found by its SHA-256. */
final class JarTable implements JarStore {
  /** A younger jar may belong to a rescale that is not in the journal yet. */
  private static final String LONG_AGO = "current_timestamp - interval '1' hour";

  /** Deletes jars that neither an unfinished rescale nor one of the newest of a job names. */
  private static final String UNNEEDED =
      "delete from jar where kept_at < "
          + LONG_AGO
          + " and not exists (select 1 from (select entry, finished, row_number() over"
          + " (partition by job order by sequence desc) as age from journal) rescale"
          + " where (rescale.age <= ? or not rescale.finished)"
          + " and position(jar.sha256 in rescale.entry) > 0)";

  /** A statement has less than this part of a jar's bytes beside them: it writes some as two. */
  private static final long PART_BESIDE = 20;

  private final Transactions database;
  private final int rescales;
  private final Optional<ServerSql> serverSql;

  /**
   * The table in this database.
   *
   * @param rescales the jars of so many of the newest of each job are kept
   * @param serverSql of the server that the database is on, if it is
   */
  JarTable(Transactions database, int rescales, Optional<ServerSql> serverSql) {
    this.database = database;
    this.rescales = rescales;
    this.serverSql = serverSql;
  }

  @Override
  public void keep(JarCopy copy, byte[] content) {
    JarRule.requireContentOf(copy, content);
    database.write(
        transaction -> {
          String again = "update jar set kept_at = current_timestamp where sha256 = ?";
          if (transaction.update(again, copy.sha256()) == 0) {
            requireRoomFor(copy, content, transaction);
            transaction.update(UNNEEDED, rescales);
            transaction.update(
                "insert into jar (sha256, kept_at, content) values (?, current_timestamp, ?)",
                copy.sha256(),
                content);
          }
        });
  }

  /** Of a statement that is too large, a server says nothing: it drops the connection. */
  private void requireRoomFor(JarCopy copy, byte[] content, Transaction transaction)
      throws SQLException {
    if (serverSql.isEmpty()) {
      return;
    }
    String ask = serverSql.get().largestStatement();
    long most = transaction.query(row -> row.getLong(1), ask).get(0);
    if (content.length + content.length / PART_BESIDE > most) {
      throw new StoreUnavailableException(
          ("the store %s takes at most %d bytes at once, and the jar %s has %d: raise"
                  + " max_allowed_packet of the server")
              .formatted(database.place(), most, copy.fileName(), content.length));
    }
  }

  @Override
  public Optional<byte[]> content(JarCopy copy) {
    String select = "select content from jar where sha256 = ?";
    List<byte[]> found =
        database.read(
            transaction ->
                transaction.query(row -> row.getBytes("content"), select, copy.sha256()));
    return found.stream().findFirst();
  }
}
