package io.conttune.controller.config.setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A type of values: read from a file, checked, written, and described to people and editors. */
public interface ValueType<T> {
  /** The value at this place; empty if it has a fault, which is then reported there. */
  Optional<T> read(Place place);

  /** The value as text, number, boolean, list or map; empty if its key is to be left out. */
  Optional<Object> write(T value);

  /**
   * Checks the range.
   *
   * @throws Mismatch if the value is outside of it
   */
  void check(T value) throws Mismatch;

  /** The values that are taken, in a few words. */
  String range();

  /** The same as a JSON Schema, as far as that can say it. */
  Map<String, Object> schema();

  /** The settings below this value, if it is a mapping of settings. */
  default Optional<Section<?>> section() {
    return Optional.empty();
  }

  /** Values of this type that mean something else in Java, or are checked further. */
  default <R> ValueType<R> map(Check<T, R> to, Function<? super R, ? extends T> from) {
    return new MappedType<>(this, to, from, schema());
  }

  /** The same, with a JSON Schema that knows of the check. */
  default <R> ValueType<R> map(
      Check<T, R> to, Function<? super R, ? extends T> from, Map<String, Object> schema) {
    return new MappedType<>(this, to, from, schema);
  }

  /** A value that may be left out. */
  default ValueType<Optional<T>> optional() {
    return new OptionalType<>(this);
  }

  /** A list; a single value stands for a list of one. */
  static <T> ValueType<List<T>> listOf(ValueType<T> item) {
    return new ListType<>(item, Optional.empty());
  }

  /**
   * A list that must not be empty; a single value stands for a list of one.
   *
   * @param emptyFault continues the sentence "this value …"
   */
  static <T> ValueType<List<T>> oneOrMore(ValueType<T> item, String emptyFault) {
    return new ListType<>(item, Optional.of(emptyFault));
  }

  /** A mapping whose keys are free but for this check. */
  static <T> ValueType<Map<String, T>> mapOf(Check<String, String> key, ValueType<T> value) {
    return new MapType<>(value, key);
  }

  /** A further check of a value. */
  @FunctionalInterface
  interface Check<T, R> {
    /**
     * The value checked, as what it means in Java.
     *
     * @throws Mismatch if it must not stand there
     */
    R of(T value) throws Mismatch;
  }
}
