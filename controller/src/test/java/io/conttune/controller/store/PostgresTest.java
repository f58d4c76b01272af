package io.conttune.controller.store;

import java.io.IOException;
import java.nio.file.Path;

/** Everything that a store promises, on a PostgreSQL. */
final class PostgresTest extends ServerTests {
  @Override
  TestServer start(Path data, int port) throws IOException {
    return PostgresServer.start(data, port);
  }
}
