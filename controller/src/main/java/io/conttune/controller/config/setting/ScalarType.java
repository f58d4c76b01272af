package io.conttune.controller.config.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** A type of single values, which may also stand on a command line. */
public final class ScalarType<T> implements ValueType<T> {
  private final String expected;
  private final String range;
  private final Map<String, Object> schema;
  private final Check<Given.Scalar, T> parser;
  private final Check<T, T> bounds;
  private final Function<? super T, Object> writer;

  private ScalarType(
      Words words,
      Map<String, Object> schema,
      Check<Given.Scalar, T> parser,
      Check<T, T> bounds,
      Function<? super T, Object> writer) {
    this.expected = words.expected();
    this.range = words.range();
    this.schema = Map.copyOf(schema);
    this.parser = Objects.requireNonNull(parser, "parser");
    this.bounds = Objects.requireNonNull(bounds, "bounds");
    this.writer = Objects.requireNonNull(writer, "writer");
  }

  /**
   * A type for people.
   *
   * @param expected continues "expected …" in a fault
   * @param range for a table
   */
  record Words(String expected, String range) {}

  /** A type whose values are bounded by its form alone. */
  static <T> ScalarType<T> of(
      Words words,
      Map<String, Object> schema,
      Check<Given.Scalar, T> parser,
      Function<? super T, Object> writer) {
    return new ScalarType<>(words, schema, parser, value -> value, writer);
  }

  /** The same type within bounds. */
  ScalarType<T> within(String range, Map<String, Object> schema, Check<T, T> bounds) {
    Map<String, Object> both = new LinkedHashMap<>(this.schema);
    both.putAll(schema);
    return new ScalarType<>(new Words(expected, range), both, parser, bounds, writer);
  }

  private T parsed(Given.Scalar scalar) throws Mismatch {
    return bounds.of(parser.of(scalar));
  }

  @Override
  public Optional<T> read(Place place) {
    try {
      return Optional.of(value(place.given()));
    } catch (Mismatch mismatch) {
      place.fault(mismatch.getMessage());
      return Optional.empty();
    }
  }

  private T value(Given given) throws Mismatch {
    Given.Scalar scalar =
        given
            .scalar()
            .orElseThrow(() -> new Mismatch(given.complaint() + ", expected " + expected));
    return parsed(scalar);
  }

  @Override
  public Optional<Object> write(T value) {
    return Optional.of(writer.apply(value));
  }

  @Override
  public void check(T value) throws Mismatch {
    bounds.of(value);
  }

  @Override
  public String range() {
    return range;
  }

  @Override
  public Map<String, Object> schema() {
    return schema;
  }

  /** Further checks of the value; the type stays one of single values. */
  @Override
  public <R> ScalarType<R> map(Check<T, R> to, Function<? super R, ? extends T> from) {
    return new ScalarType<>(
        new Words(expected, range),
        schema,
        scalar -> to.of(parsed(scalar)),
        value -> {
          // Checked alone: what was made of the text is not made of it a second time.
          to.of(bounds.of(from.apply(value)));
          return value;
        },
        value -> writer.apply(from.apply(value)));
  }

  /** The same values, told in other words to people and editors. */
  public ScalarType<T> described(String range, Map<String, Object> schema) {
    return within(range, schema, bounds);
  }

  /** The same values, told in other words to people. */
  public ScalarType<T> withRange(String range) {
    return described(range, Map.of());
  }

  /** Values of this type, or else this word, which is read as empty. */
  public ScalarType<Optional<T>> orWord(String word) {
    Check<Optional<T>, Optional<T>> within =
        value -> value.isEmpty() ? value : Optional.of(bounds.of(value.get()));
    return new ScalarType<>(
        new Words(expected + " or the word " + word, "`" + word + "`, or " + range),
        Map.of("anyOf", List.of(Map.of("const", word), schema)),
        scalar -> scalar.text().equals(word) ? Optional.empty() : Optional.of(other(scalar, word)),
        within,
        value -> value.map(writer).orElse(word));
  }

  private T other(Given.Scalar scalar, String word) throws Mismatch {
    try {
      return parsed(scalar);
    } catch (Mismatch mismatch) {
      throw new Mismatch(mismatch.getMessage() + " or the word " + word);
    }
  }
}
