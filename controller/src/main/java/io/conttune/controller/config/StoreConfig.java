package io.conttune.controller.config;

import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ShapedType;
import io.conttune.core.DurationText;
import io.conttune.core.Require;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The database of the service.
 *
 * @param url JDBC URL, of H2, PostgreSQL, MariaDB or MySQL
 * @param user to log in as, if it has users
 * @param password of that user
 * @param lease time for which a controller that shares the database may act on a job without
 *     renewing its right to, at least {@link #SHORTEST_LEASE}
 */
public record StoreConfig(
    String url, Optional<String> user, Optional<Secret> password, Duration lease) {
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(12);

  /** Shorter ones would be lost to a pause of the JVM. */
  public static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

  /** The database of the examples, beside the decision log. */
  private static final String EXAMPLE_URL = "jdbc:h2:file:data/conttune";

  private static final String EXPECTED =
      "a file such as data/conttune, or a URL such as jdbc:h2:file:./data/conttune,"
          + " jdbc:postgresql://host/conttune, jdbc:mariadb://host/conttune or"
          + " jdbc:mysql://host/conttune";

  /**
   * A file with settings, or a server; a database in memory would forget a rescale that is under
   * way.
   */
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:h2:file:[^;]+(;\\w+=[^;]*)*"
              + "|jdbc:(postgresql|mariadb|mysql)://[^/?@]+/[^/?]+([?]\\w+=[^&]*(&\\w+=[^&]*)*)?");

  /** The pattern takes a deeper stack the longer the URL is. */
  private static final int LONGEST_URL = 2000;

  private static final Setting<Optional<Duration>> LEASE =
      Setting.optional(
          "lease",
          Durations.from(SHORTEST_LEASE),
          "Time after which the jobs of a controller that has died are taken over by another one,"
              + " %s by default. Not for a file of H2.".formatted(DurationText.of(DEFAULT_LEASE)));

  public StoreConfig {
    Require.text("store.url", url);
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    LEASE.require(Optional.of(lease));
  }

  /** The setting {@code store}: a file or URL, or a mapping that says more. */
  static Setting<StoreConfig> setting(FileContext context) {
    ScalarType<String> url =
        Scalars.text().map(text -> url(text, context), text -> text).withRange("file or JDBC URL");
    Section<StoreConfig> mapping = new Section<>(fields -> bind(fields, url, context));
    return Setting.required(
        "store",
        new ShapedType<>(
            url.map(StoreConfig::ofUrl, StoreConfig::url), mapping, StoreConfig::isUrlOnly),
        ofUrl(EXAMPLE_URL),
        EXPECTED,
        "Database for what the service learnt and what it is doing.");
  }

  private static StoreConfig bind(
      Fields<StoreConfig> fields, ScalarType<String> type, FileContext context) {
    String url =
        fields.value(
            Setting.required(
                "url",
                type,
                EXAMPLE_URL,
                EXPECTED,
                "A file for H2, which serves one controller; or `jdbc:h2:file:<path>`; or"
                    + " `jdbc:postgresql://<host>/<database>`, or the same with `mariadb` or"
                    + " `mysql`."),
            StoreConfig::url);
    Optional<String> user =
        fields.value(
            Setting.optional("user", context.textOrReference(), "User to log in as."),
            StoreConfig::user);
    Optional<Secret> password =
        fields.value(
            Setting.optional(
                "password", context.secret(), "The user's password, as a [reference](#secrets)."),
            StoreConfig::password);
    Optional<Duration> lease = fields.value(LEASE, store -> Optional.of(store.lease()));
    fields.holds(
        lease.isEmpty() || !url.startsWith("jdbc:h2:"),
        "has no effect: a database of H2 serves one controller",
        LEASE);
    return new StoreConfig(url, user, password, lease.orElse(DEFAULT_LEASE));
  }

  private static StoreConfig ofUrl(String url) {
    return new StoreConfig(url, Optional.empty(), Optional.empty(), DEFAULT_LEASE);
  }

  private boolean isUrlOnly() {
    return equals(ofUrl(url));
  }

  /** Does not repeat the text in its faults: a URL may hold a password. */
  private static String url(String text, FileContext context) throws Mismatch {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("password=")) {
      throw new Mismatch("holds a password, expected it as store.password: ${env:NAME}");
    }
    if (lower.matches("jdbc:(postgresql|mariadb|mysql):.*") && lower.contains("user=")) {
      throw new Mismatch("holds a user, expected it as store.user");
    }
    if (!lower.startsWith("jdbc:")) {
      return "jdbc:h2:file:" + context.path(text).toAbsolutePath().normalize();
    }
    if (text.length() > LONGEST_URL || !URL.matcher(text).matches()) {
      throw new Mismatch("is no database that can be used, expected " + EXPECTED);
    }
    return text;
  }

  /** The URL of H2 with user and password, for the one call that opens the database. */
  public String connectionUrl() {
    return url
        + user.map(name -> ";USER=" + escaped(name)).orElse("")
        + password.map(secret -> ";PASSWORD=" + escaped(secret.reveal())).orElse("");
  }

  /** In a URL of H2 a semicolon ends a setting. */
  private static String escaped(String value) {
    return value.replace(";", "\\;");
  }
}
