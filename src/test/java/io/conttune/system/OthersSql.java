package io.conttune.system;

import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** A job whose program is SQL: totals of each user, of generated rows. */
public final class OthersSql {
  private OthersSql() {}

  /** Run by Flink, with the job's name and its rows per second. */
  public static void main(String[] arguments) {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("pipeline.name", arguments[0]);
    tables.executeSql(
        "CREATE TABLE clicks (id INT, amount DOUBLE) WITH ('connector' = 'datagen',"
            + " 'rows-per-second' = '%s', 'fields.id.min' = '1', 'fields.id.max' = '1000')"
                .formatted(arguments[1]));
    tables.executeSql(
        "CREATE TABLE totals (id INT, clicks BIGINT, amount DOUBLE,"
            + " PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'blackhole')");
    tables.executeSql(
        "INSERT INTO totals SELECT id, COUNT(*), SUM(amount) FROM clicks GROUP BY id");
  }

  /** The classes of this job. */
  static List<Class<?>> classes() {
    return List.of(OthersSql.class);
  }
}
