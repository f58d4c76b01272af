package io.conttune.controller.store;

import io.conttune.core.Require;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.OrderBook;
import io.conttune.core.steering.OrderEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of people's orders: each is one row of JSON, with the JSON of its end once it has one.
 * The job of an order for every job is null.
 */
final class OrderTable implements OrderBook {
  private final Transactions database;
  private final StoredRows rows;
  private final int kept;

  /**
   * A table.
   *
   * @param kept ended orders that are kept of each job, and of those that concern all of them
   */
  OrderTable(Transactions database, int kept) {
    this.database = database;
    this.rows = new StoredRows(database.place(), "steering");
    this.kept = kept;
  }

  @Override
  public void give(GivenOrder order) {
    String text = rows.text(order);
    database.write(
        transaction -> {
          String select = "select id from steering where id = ?";
          if (transaction.query(row -> row.getString("id"), select, order.id()).isEmpty()) {
            transaction.update(
                "insert into steering (id, job, given) values (?, ?, ?)",
                order.id(),
                order.jobName().orElse(null),
                text);
          }
        });
  }

  @Override
  public List<OpenOrder> openOrders(String jobName) {
    String select =
        "select %s, id, given from steering where ended is null and (job = ? or job is null) order by sequence"
            .formatted(StoredRows.WRITTEN_AND_NOW);
    return database.read(
        transaction ->
            transaction.query(
                row -> new OpenOrder(given(row), StoredRows.sinceWritten(row)), select, jobName));
  }

  @Override
  public void end(String id, OrderEnd end) {
    String update = "update steering set ended = ? where id = ? and ended is null";
    String text = rows.text(end);
    database.write(
        transaction -> {
          transaction.update(update, text, id);
          String jobOf = "select job from steering where id = ?";
          for (Optional<String> job :
              transaction.query(row -> Optional.ofNullable(row.getString("job")), jobOf, id)) {
            forgetOldest(transaction, job);
          }
        });
  }

  /** Of the orders for this job, or of those for every job if it is empty. */
  private void forgetOldest(Transaction transaction, Optional<String> job) throws SQLException {
    String ended = "ended is not null and " + (job.isPresent() ? "job = ?" : "job is null");
    String forget =
        "delete from steering where %1$s and sequence <= (select sequence from (select sequence from steering where %1$s order by sequence desc limit 1 offset ?) oldest)"
            .formatted(ended);
    List<Object> parameters = new ArrayList<>();
    job.ifPresent(name -> parameters.addAll(List.of(name, name)));
    parameters.add(kept);
    transaction.update(forget, parameters.toArray());
  }

  @Override
  public List<KeptOrder> orders(String jobName, int limit) {
    Require.atLeast("limit", 0, limit);
    String select =
        "select id, given, ended from steering where job = ? or job is null"
            + " order by sequence desc limit ?";
    List<Row> found =
        database.read(transaction -> transaction.query(Row::of, select, jobName, limit));
    // Parsed when the transaction is over, so that no other waits for it.
    return found.stream().map(this::kept).toList();
  }

  /** An order that was read and not parsed. */
  private record Row(String key, String given, Optional<String> ended) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          OrderTable.key(row), row.getString("given"), Optional.ofNullable(row.getString("ended")));
    }
  }

  private KeptOrder kept(Row row) {
    return new KeptOrder(
        rows.parsed(row.key(), row.given(), GivenOrder.class),
        row.ended().map(text -> rows.parsed(row.key(), text, OrderEnd.class)));
  }

  private GivenOrder given(ResultSet row) throws SQLException {
    return rows.parsed(key(row), row.getString("given"), GivenOrder.class);
  }

  private static String key(ResultSet row) throws SQLException {
    return "id " + row.getString("id");
  }
}
