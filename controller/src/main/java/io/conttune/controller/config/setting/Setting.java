package io.conttune.controller.config.setting;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The declaration of one setting. Everything that is said of the setting comes from here: how it is
 * read, checked and written, its row in the documentation, its entry in the JSON Schema.
 *
 * @param key in kebab-case
 * @param type with the range
 * @param standard the default; of a required setting an example, which stands in while the other
 *     faults of a file are found
 * @param missing what is said to be expected where the setting is required and not there; empty if
 *     it has a default
 * @param text one line that says what it does
 */
public record Setting<T>(
    String key, ValueType<T> type, T standard, Optional<String> missing, String text) {
  public Setting {
    if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("key must be in kebab-case, but is " + key);
    }
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(standard, "standard");
    Objects.requireNonNull(missing, "missing");
    if (text.isBlank() || text.lines().count() > 1) {
      throw new IllegalArgumentException("text of " + key + " must be one line");
    }
  }

  /** A setting with a default. */
  public static <T> Setting<T> of(String key, ValueType<T> type, T standard, String text) {
    return new Setting<>(key, type, standard, Optional.empty(), text);
  }

  /**
   * A setting that must be there.
   *
   * @param expected continues "is missing, expected …"
   */
  public static <T> Setting<T> required(
      String key, ValueType<T> type, T example, String expected, String text) {
    return new Setting<>(key, type, example, Optional.of(expected), text);
  }

  /** A setting that may be left out and then has no value. */
  public static <T> Setting<Optional<T>> optional(String key, ValueType<T> type, String text) {
    return of(key, type.optional(), Optional.empty(), text);
  }

  /** The same setting with another default, where that depends on another setting. */
  public Setting<T> withStandard(T other) {
    return new Setting<>(key, type, other, missing, text);
  }

  /**
   * The value of a text that stands in no file, as an option of a command that repeats this
   * setting.
   *
   * @param fault is told if it is none; the message continues the sentence "this value …"
   */
  public Optional<T> parse(String text, Consumer<String> fault) {
    Faults faults = new Faults(key);
    Optional<T> value =
        type.read(
            new Place(new Given.Scalar(new Position(key, 1, 1), text, false), key, faults, false));
    faults.finish().forEach(each -> fault.accept(each.message()));
    return value;
  }

  /** The default as it is typed. */
  public String standardText() {
    return type.write(standard).map(String::valueOf).orElse("");
  }

  /**
   * Returns {@code value} if it lies within the range of this setting.
   *
   * @throws IllegalArgumentException if it does not
   */
  public T require(T value) {
    Objects.requireNonNull(value, key);
    try {
      type.check(value);
      return value;
    } catch (Mismatch mismatch) {
      throw new IllegalArgumentException(key + " " + mismatch.getMessage(), mismatch);
    }
  }
}
