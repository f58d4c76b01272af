package io.conttune.controller.config.files;

import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.StoreConfig;
import io.conttune.controller.config.yaml.Mismatch;
import io.conttune.controller.config.yaml.ValueType;
import io.conttune.controller.config.yaml.YamlSection;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the keys of the service's file. Relative paths start at the directory of that file. */
final class ServiceKeys {
  private static final String EXPECTED =
      "a file such as data/conttune, or a URL such as jdbc:h2:file:./data/conttune or"
          + " jdbc:postgresql://host/conttune";

  /**
   * A file with settings, or a server; a database in memory would forget a rescale that is under
   * way.
   */
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:h2:file:[^;]+(;\\w+=[^;]*)*|jdbc:postgresql://[^/?@]+/[^/?]+([?]\\w+=[^&]*(&\\w+=[^&]*)*)?");

  private final Path file;
  private final SecretSource secrets;

  ServiceKeys(Path file, SecretSource secrets) {
    this.file = file;
    this.secrets = secrets;
  }

  ServiceConfig read(YamlSection keys) {
    return new ServiceConfig(
        store(keys),
        keys.require(
            "jobs", ValueType.text().then(file::resolveSibling), file, "a directory of job files"),
        keys.get(
            "decision-log",
            ValueType.text().then(file::resolveSibling),
            file.resolveSibling("data").resolve("decisions.jsonl")));
  }

  private StoreConfig store(YamlSection keys) {
    ValueType<String> kind = ValueType.text().then(this::url);
    if (!keys.isSection("store")) {
      return new StoreConfig(
          keys.require("store", kind, "?", EXPECTED),
          Optional.empty(),
          Optional.empty(),
          StoreConfig.DEFAULT_LEASE);
    }
    YamlSection store = keys.section("store");
    String url = store.require("url", kind, "?", EXPECTED);
    if (url.startsWith("jdbc:h2:")) {
      store.refuse("lease", "has no effect: a database of H2 serves one controller");
    }
    return new StoreConfig(
        url,
        store.find("user", secrets.textOrReference()),
        store.find("password", secrets.secret()),
        store.get(
            "lease", ValueType.duration(StoreConfig.SHORTEST_LEASE), StoreConfig.DEFAULT_LEASE));
  }

  /** Does not repeat the text in its faults: a URL may hold a password. */
  private String url(String text) throws Mismatch {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("password=")) {
      throw new Mismatch("holds a password, expected it as store.password: ${env:NAME}");
    }
    if (lower.startsWith("jdbc:postgresql:") && lower.contains("user=")) {
      throw new Mismatch("holds a user, expected it as store.user");
    }
    if (!lower.startsWith("jdbc:")) {
      return "jdbc:h2:file:" + file.resolveSibling(text).toAbsolutePath().normalize();
    }
    if (!URL.matcher(text).matches()) {
      throw new Mismatch("is no database that can be used, expected " + EXPECTED);
    }
    return text;
  }
}
