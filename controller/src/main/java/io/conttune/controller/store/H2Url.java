package io.conttune.controller.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The place of an H2 database, and the settings that make its commits durable.
 *
 * @param base the URL for the driver, without settings
 * @param settings for the driver, by name
 * @param place names the database in messages: the absolute file name, or the URL in memory
 * @param file the database's file; empty if it lives in memory
 */
record H2Url(String base, Map<String, String> settings, String place, Optional<Path> file) {
  private static final String FILE = "jdbc:h2:file:";
  private static final String MEMORY = "jdbc:h2:mem:";
  private static final String SUFFIX = ".mv.db";

  /**
   * Settings that overrule the user's. A write delay would lose what was committed just before a
   * kill. A shutdown hook of H2 would close the database beside its owner's last writes. Errors are
   * thrown to the caller, not written to a trace file beside the database.
   */
  private static final Map<String, String> FIXED =
      Map.of(
          "WRITE_DELAY", "0",
          "DB_CLOSE_DELAY", "0",
          "DB_CLOSE_ON_EXIT", "FALSE",
          "TRACE_LEVEL_FILE", "0");

  /** Settings that would let a second controller in. */
  private static final Set<String> LEFT_OUT =
      Set.of("AUTO_SERVER", "AUTO_SERVER_PORT", "AUTO_RECONNECT", "FILE_LOCK");

  H2Url {
    settings = Map.copyOf(settings);
  }

  /**
   * The database that a user's URL names.
   *
   * @throws IllegalArgumentException if it is not one in a file or in memory
   */
  static H2Url of(String url) {
    String[] parts = url.split("(?<!\\\\);");
    Map<String, String> settings = settings(parts);
    if (parts[0].startsWith(FILE) && parts[0].length() > FILE.length()) {
      return ofFile(absolute(parts[0].substring(FILE.length()) + SUFFIX), settings);
    }
    if (parts[0].startsWith(MEMORY) && parts[0].length() > MEMORY.length()) {
      return new H2Url(parts[0], settings, parts[0], Optional.empty());
    }
    throw new IllegalArgumentException(
        "the store must be %s<path> or %s<name>, for example %s./data/conttune, but is %s"
            .formatted(FILE, MEMORY, FILE, withoutSecrets(url)));
  }

  private static H2Url ofFile(Path file, Map<String, String> settings) {
    String name = file.toString();
    String path = name.substring(0, name.length() - SUFFIX.length());
    // The plain file system of H2 closes the database when the thread that writes is interrupted.
    return new H2Url("jdbc:h2:async:" + path, settings, name, Optional.of(file));
  }

  /** The URL for the driver. */
  String connectionUrl() {
    return base
        + new TreeMap<>(settings)
            .entrySet().stream()
                .map(entry -> ";" + entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining());
  }

  /** The same database, which the driver may only read. */
  H2Url readOnly() {
    return with("ACCESS_MODE_DATA", "r");
  }

  /** The same database, which the driver must not create. */
  H2Url existing() {
    return with("IFEXISTS", "TRUE");
  }

  /** A database in this file, whose name ends in {@code .mv.db}, with the same settings. */
  H2Url in(Path other) {
    return ofFile(other, settings);
  }

  private H2Url with(String setting, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(setting, value);
    return new H2Url(base, more, place, file);
  }

  private static Path absolute(String path) {
    String expanded =
        path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    return Path.of(expanded).toAbsolutePath().normalize();
  }

  private static Map<String, String> settings(String[] parts) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : Arrays.asList(parts).subList(1, parts.length)) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "the URL of the store must have settings like ;CACHE_SIZE=4096, but has one without a value");
      }
      settings.put(
          setting.substring(0, equals).toUpperCase(Locale.ROOT), setting.substring(equals + 1));
    }
    settings.keySet().removeAll(LEFT_OUT);
    settings.putAll(FIXED);
    return settings;
  }

  /** Hides what follows the scheme: the URL of another database may hold a password. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("^((?:[A-Za-z0-9]+:){1,2}).*$", "$1…");
  }

  /** A password of the database must not be printed. */
  @Override
  public String toString() {
    return "H2Url[" + place + "]";
  }
}
