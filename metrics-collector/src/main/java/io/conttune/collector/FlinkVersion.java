package io.conttune.collector;

import io.conttune.core.FlinkUnavailableException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Flink version of a cluster, from which follows what its REST API can do. Only the numbers
 * compare: {@code 2.3-SNAPSHOT} equals {@code 2.3.0}.
 */
public record FlinkVersion(int major, int minor, int patch) implements Comparable<FlinkVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");
  private static final Comparator<FlinkVersion> ORDER =
      Comparator.comparingInt(FlinkVersion::major)
          .thenComparingInt(FlinkVersion::minor)
          .thenComparingInt(FlinkVersion::patch);

  /** The version written like {@code 1.20.5} or {@code 2.3-SNAPSHOT}; empty if it is neither. */
  public static Optional<FlinkVersion> parse(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return Optional.empty();
    }
    String patch = Optional.ofNullable(numbers.group(3)).orElse("0");
    return Optional.of(
        new FlinkVersion(
            Integer.parseInt(numbers.group(1)),
            Integer.parseInt(numbers.group(2)),
            Integer.parseInt(patch)));
  }

  /**
   * The version of the cluster.
   *
   * @throws FlinkUnavailableException if it does not answer or names none
   */
  public static FlinkVersion of(FlinkRest flink) throws FlinkUnavailableException {
    JsonFields config = JsonFields.of(flink.fetch("/config"));
    String field = "flink-version";
    return parse(config.text(field))
        .orElseThrow(() -> config.unexpected(field, "a version like 1.20.5"));
  }

  /** Whether this is {@code major.minor} or later. */
  public boolean isAtLeast(int leastMajor, int leastMinor) {
    return compareTo(new FlinkVersion(leastMajor, leastMinor, 0)) >= 0;
  }

  @Override
  public int compareTo(FlinkVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
