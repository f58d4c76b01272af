package io.conttune.controller.config.setting;

import java.util.Objects;

/**
 * A value of a file, the path of its key, and where to report what is wrong with it.
 *
 * @param given the value
 * @param path for example {@code metrics.poll} or {@code flink[1]}; empty at the top
 * @param faults of the file
 * @param isPart whether the rest of the settings stands elsewhere, so that none is missing here
 */
public record Place(Given given, String path, Faults faults, boolean isPart) {
  public Place {
    Objects.requireNonNull(given, "given");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(faults, "faults");
  }

  /** The top of a file. */
  public static Place top(Given given, Faults faults) {
    return new Place(given, "", faults, false);
  }

  /** The same value, where the rest of its settings stands elsewhere. */
  public Place part() {
    return new Place(given, path, faults, true);
  }

  /** Reports a fault; the message continues the sentence "this value …". */
  public void fault(String message) {
    faults.at(given.position(), path, message);
  }

  /** An element of this list. */
  Place item(int index, Given item) {
    return new Place(item, path + "[" + index + "]", faults, isPart);
  }

  /** The value of a key of this mapping. */
  Place entry(String key, Given value) {
    return new Place(value, pathOf(path, key), faults, isPart);
  }

  /** The path of a key; a key that is no plain word stands in quotes. */
  static String pathOf(String path, String key) {
    String name = key.matches("[\\w-]+") ? key : '"' + key + '"';
    return path.isEmpty() ? name : path + "." + name;
  }
}
