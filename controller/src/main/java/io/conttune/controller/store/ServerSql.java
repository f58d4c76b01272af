package io.conttune.controller.store;

/**
 * The SQL that servers do not have in common. All else is written so that each of them, and H2,
 * takes it.
 *
 * @param now the time by the server's clock, at which a statement that waited for a lock goes on
 * @param laterByMillis that time and as many milliseconds as a parameter says
 * @param unlessThere ends an insert into a table whose key is {@code job}, so that it does nothing
 *     if there is such a row
 * @param largestStatement asks for the most bytes that one statement may have
 */
record ServerSql(String now, String laterByMillis, String unlessThere, String largestStatement) {
  static final ServerSql POSTGRESQL =
      new ServerSql(
          "clock_timestamp()",
          "clock_timestamp() + ? * interval '1 millisecond'",
          "on conflict (job) do nothing",
          // Of the network protocol and of a value of type bytea.
          "select 1 << 30");

  /** Of MySQL too. */
  static final ServerSql MARIADB =
      new ServerSql(
          "sysdate(6)",
          "sysdate(6) + interval ? * 1000 microsecond",
          "on duplicate key update job = job",
          "select @@max_allowed_packet");
}
