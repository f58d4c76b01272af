package io.conttune.controller.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class H2RetentionTest extends StoreRetention {
  @TempDir private Path directory;

  @Override
  Database open() {
    return H2Database.open(H2Url.of("jdbc:h2:file:" + directory.resolve("conttune")));
  }
}
