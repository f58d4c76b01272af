package io.conttune.controller.store;

import java.io.IOException;
import java.nio.file.Path;

/** A MySQL in a process of its own, whose data outlive it. */
final class MySqlServer extends MariaDbServer {
  private MySqlServer(ServerProgram program, Path data, int port) throws IOException {
    super(program, data, port);
  }

  /** Starts one with the data in this directory, at this port; 0 for any. */
  static MySqlServer start(Path data, int port) throws IOException {
    return new MySqlServer(MySqlProgram.unpacked(), data, port);
  }

  @Override
  String scheme() {
    return "mysql";
  }

  @Override
  public String wordsOfTimeout() {
    return "maximum statement execution time exceeded";
  }

  @Override
  public String sleeping(int seconds) {
    // A sleep alone returns early when its time is over, instead of failing.
    return "select sleep(%d) from (select 1 union select 2) twice".formatted(seconds);
  }

  @Override
  public String bounds() {
    return "select concat_ws(' ', connection_id(), @@innodb_lock_wait_timeout,"
        + " @@max_execution_time, @@transaction_isolation, @@time_zone)";
  }

  @Override
  public String expectedBounds() {
    return "2 2000 READ-COMMITTED +00:00";
  }
}
