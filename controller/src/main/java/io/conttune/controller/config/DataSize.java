package io.conttune.controller.config;

import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data, such as {@code 512mb}.
 *
 * @param amount of the unit, from 1 to 999999
 * @param unit of which each is 1024 times as much as the one before
 */
public record DataSize(int amount, Unit unit) {
  private static final String FORM = "^([1-9][0-9]{0,5})(kb|mb|gb|tb)$";
  private static final Pattern PATTERN = Pattern.compile(FORM);
  private static final int MOST = 999_999;

  /** The units, from the smallest. */
  public enum Unit {
    KB(1L << 10),
    MB(1L << 20),
    GB(1L << 30),
    TB(1L << 40);

    private final long bytes;

    Unit(long bytes) {
      this.bytes = bytes;
    }
  }

  public DataSize {
    Objects.requireNonNull(unit, "unit");
    if (amount < 1 || amount > MOST) {
      throw new IllegalArgumentException("an amount is 1 to " + MOST + ", but is " + amount);
    }
  }

  static ScalarType<DataSize> type() {
    return Scalars.text()
        .map(DataSize::parsed, DataSize::toString)
        .described("size such as `512mb`", Map.of("type", "string", "pattern", FORM));
  }

  private static DataSize parsed(String text) throws Mismatch {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new Mismatch("is \"" + text + "\", expected a size such as 64kb, 512mb, 2gb or 1tb");
    }
    return new DataSize(
        Integer.parseInt(matcher.group(1)),
        Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
  }

  /** The number of bytes. */
  public long bytes() {
    return amount * unit.bytes;
  }

  /** So many bytes for a person, in the largest unit of which they are at least one. */
  public static String text(double bytes) {
    Unit best = Unit.KB;
    for (Unit unit : Unit.values()) {
      best = bytes >= unit.bytes ? unit : best;
    }
    return String.format(
        Locale.ROOT, "%.1f%s", bytes / best.bytes, best.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return amount + unit.name().toLowerCase(Locale.ROOT);
  }
}
