package io.conttune.benchmark.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The database of a service, if it does not keep its own.
 *
 * @param started empty for a store in a file
 */
record OptionalDatabase(Optional<Database> started) implements AutoCloseable {
  /** Starts one below this directory, if the store needs it. */
  static OptionalDatabase of(SoakRun.StoreKind store, Path directory) throws IOException {
    return new OptionalDatabase(
        store == SoakRun.StoreKind.H2
            ? Optional.empty()
            : Optional.of(Database.start(directory.resolve("postgres"))));
  }

  /** The value of {@code store} in the service's file. */
  String store() {
    return started.map(Database::store).orElse("data/conttune");
  }

  @Override
  public void close() throws IOException {
    if (started.isPresent()) {
      started.get().close();
    }
  }
}
