package io.conttune.controller.store;

import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.Launch.JarCopy;
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

  private final Transactions database;
  private final int rescales;

  /** Keeps the jars of the newest {@code rescales} of each job. */
  JarTable(Transactions database, int rescales) {
    this.database = database;
    this.rescales = rescales;
  }

  @Override
  public void keep(JarCopy copy, byte[] content) {
    JarRule.requireContentOf(copy, content);
    database.write(
        transaction -> {
          String again = "update jar set kept_at = current_timestamp where sha256 = ?";
          if (transaction.update(again, copy.sha256()) == 0) {
            transaction.update(UNNEEDED, rescales);
            transaction.update(
                "insert into jar (sha256, kept_at, content) values (?, current_timestamp, ?)",
                copy.sha256(),
                content);
          }
        });
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
