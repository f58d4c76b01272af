package io.conttune.controller.config.setting;

import io.conttune.controller.input.Nearest;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of single values, but for {@link Durations}. */
public final class Scalars {
  private static final Map<String, Object> ANY_SCALAR =
      Map.of("type", List.of("string", "number", "boolean"));

  /** What stands before the host, with or without a scheme. */
  private static final Pattern USER_INFO = Pattern.compile("([^/?#]*//)?[^/?#]*@");

  private Scalars() {}

  /** Text that is not blank. A number or a boolean is taken as it was typed. */
  public static ScalarType<String> text() {
    return anyText()
        .within(
            "text",
            Map.of("pattern", "\\S"),
            text -> {
              if (text.isBlank()) {
                throw new Mismatch("is blank, expected text");
              }
              return text;
            });
  }

  /** Like {@link #text()}, but may be empty, as an argument of a program may. */
  public static ScalarType<String> anyText() {
    return ScalarType.of(
        new ScalarType.Words("text", "text"), ANY_SCALAR, Given.Scalar::text, text -> text);
  }

  /** A whole number within these bounds. */
  public static ScalarType<Integer> integer(int least, int most) {
    return wholeNumber(least, most).map(Math::toIntExact, Integer::longValue);
  }

  /** A whole number within these bounds. */
  public static ScalarType<Long> wholeNumber(long least, long most) {
    String form = "a whole number from " + least + " to " + most;
    return ScalarType.<Long>of(
            new ScalarType.Words(form, form),
            Map.of("type", "integer"),
            scalar -> Long.valueOf(number(scalar, form, "[+-]?\\d{1,18}")),
            value -> value)
        .within(
            least + " to " + most,
            Map.of("minimum", least, "maximum", most),
            value -> {
              if (value < least || value > most) {
                throw new Mismatch(unexpected(String.valueOf(value), form));
              }
              return value;
            });
  }

  /** A number within these bounds. */
  public static ScalarType<Double> number(double least, double most) {
    String form = "a number from " + plain(least) + " to " + plain(most);
    return ScalarType.<Double>of(
            new ScalarType.Words(form, form),
            Map.of("type", "number"),
            scalar -> decimal(scalar, form, least, most),
            value -> value)
        .within(
            plain(least) + " to " + plain(most),
            Map.of("minimum", least, "maximum", most),
            value -> {
              if (!(value >= least && value <= most)) {
                throw new Mismatch(unexpected(String.valueOf(value), form));
              }
              return value;
            });
  }

  /** Compares here, where the text is known, so that a fault repeats what was typed. */
  private static Double decimal(Given.Scalar scalar, String form, double least, double most)
      throws Mismatch {
    String text = number(scalar, form, "[+-]?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");
    double value = Double.parseDouble(text);
    if (value < least || value > most) {
      throw new Mismatch(unexpected(text, form));
    }
    return value;
  }

  /** One of an enum's constants, in kebab-case. */
  public static <E extends Enum<E>> ScalarType<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(word(constant), constant);
    }
    String range = words.keySet().stream().collect(Collectors.joining("`, `", "`", "`"));
    return oneOf(words, range, Map.of("enum", List.copyOf(words.keySet())), Scalars::word);
  }

  /** {@code true} or {@code false}. */
  public static ScalarType<Boolean> bool() {
    return oneOf(
        Map.of("true", true, "false", false),
        "`true`, `false`",
        Map.of("type", "boolean"),
        value -> value);
  }

  private static <T> ScalarType<T> oneOf(
      Map<String, T> words,
      String range,
      Map<String, Object> schema,
      Function<? super T, Object> writer) {
    String expected = "one of " + String.join(", ", new TreeSet<>(words.keySet()));
    return ScalarType.of(
        new ScalarType.Words(expected, range),
        schema,
        scalar -> {
          String text = scalar.text();
          if (!words.containsKey(text)) {
            throw new Mismatch("is \"" + text + "\", " + Nearest.expectation(text, words.keySet()));
          }
          return words.get(text);
        },
        writer);
  }

  /** The address of a Flink REST endpoint. */
  public static ScalarType<URI> url() {
    return text()
        .map(Scalars::url, URI::toString)
        .described("URL", Map.of("type", "string", "pattern", "^https?://[^/?#@]+(/[^?#]*)?$"));
  }

  /** Does not repeat what may hold a password. */
  private static URI url(String text) throws Mismatch {
    String form = "a URL such as http://127.0.0.1:8081";
    if (USER_INFO.matcher(text).lookingAt()) {
      throw new Mismatch(
          "holds a user or a password, which would be logged and never sent; expected "
              + form
              + ", and the login beside it: flink: {urls: …, basic: {user: …, password:"
              + " ${env:NAME}}}");
    }
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (!web || uri.getHost() == null || !plain || uri.getPort() > 65535) {
        throw new Mismatch(unexpected(text, form));
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new Mismatch(unexpected(text, form) + " (" + e.getReason() + ")");
    }
  }

  /** The spelling of an enum's constant in a file. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String number(Given.Scalar scalar, String expected, String form) throws Mismatch {
    if (scalar.quoted()) {
      throw new Mismatch("is text in quotes, expected " + expected);
    }
    if (!Pattern.matches(form, scalar.text())) {
      throw new Mismatch(unexpected(scalar.text(), expected));
    }
    return scalar.text();
  }

  static String unexpected(String text, String expected) {
    return "is \"" + text + "\", expected " + expected;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
