package io.conttune.controller.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;

/** Everything that a store promises, on a MySQL, over the driver of MariaDB: {@code -Pmysql}. */
@EnabledIf("isThere")
final class MySqlTest extends ServerTests {
  static boolean isThere() {
    return MySqlProgram.isThere();
  }

  @Override
  TestServer start(Path data, int port) throws IOException {
    return MySqlServer.start(data, port);
  }
}
