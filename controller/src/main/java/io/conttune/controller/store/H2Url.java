package io.conttune.controller.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The place of an H2 database, and the settings that make its commits durable.
 *
 * @param connectionUrl the URL for the driver
 * @param place names the database in messages: the absolute file name, or the URL in memory
 * @param medium whether the database is a file
 */
record H2Url(String connectionUrl, String place, Medium medium) {
  /** Tells a database in a file from one that lives as long as the process. */
  enum Medium {
    FILE,
    MEMORY
  }

  private static final String FILE = "jdbc:h2:file:";
  private static final String MEMORY = "jdbc:h2:mem:";

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

  /**
   * The database that a user's URL names.
   *
   * @throws IllegalArgumentException if it is not one in a file or in memory
   */
  static H2Url of(String url) {
    String[] parts = url.split("(?<!\\\\);");
    String settings = settings(parts);
    if (parts[0].startsWith(FILE) && parts[0].length() > FILE.length()) {
      String path = absolute(parts[0].substring(FILE.length()));
      // The plain file system of H2 closes the database when the thread that writes is interrupted.
      return new H2Url("jdbc:h2:async:" + path + settings, path + ".mv.db", Medium.FILE);
    }
    if (parts[0].startsWith(MEMORY) && parts[0].length() > MEMORY.length()) {
      return new H2Url(parts[0] + settings, parts[0], Medium.MEMORY);
    }
    throw new IllegalArgumentException(
        "the store must be %s<path> or %s<name>, for example %s./data/conttune, but is %s"
            .formatted(FILE, MEMORY, FILE, withoutSecrets(url)));
  }

  private static String absolute(String path) {
    String expanded =
        path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    return Path.of(expanded).toAbsolutePath().normalize().toString();
  }

  private static String settings(String[] parts) {
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
    return settings.entrySet().stream()
        .map(entry -> ";" + entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining());
  }

  /** Hides what follows the scheme: the URL of another database may hold a password. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("^((?:[A-Za-z0-9]+:){1,2}).*$", "$1…");
  }
}
