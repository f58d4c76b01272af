package io.conttune.controller.config.yaml;

import io.conttune.controller.input.DurationText;
import io.conttune.controller.input.Nearest;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A kind of YAML value: how it is checked and turned into a value of Java. */
@FunctionalInterface
public interface ValueType<T> {
  /** The shortest duration that may be asked for, where 0 would make no sense. */
  Duration SHORTEST = Duration.ofMillis(200);

  /** The longest duration; longer ones are typing mistakes. */
  Duration LONGEST = Duration.ofDays(365);

  T of(Node node) throws Mismatch;

  /** Any scalar, as it was typed. */
  static ValueType<String> text() {
    return node -> {
      String text = typed(node, "text");
      if (text.isBlank()) {
        throw new Mismatch("is blank, expected text");
      }
      return text;
    };
  }

  /** Like {@link #text()}, but may be empty, as an argument of a program may. */
  static ValueType<String> anyText() {
    return node -> typed(node, "text");
  }

  /** Text that is checked further. */
  default <R> ValueType<R> then(Check<T, R> check) {
    return node -> check.of(of(node));
  }

  /** A duration from {@code least} on. */
  static ValueType<Duration> duration(Duration least) {
    return node -> {
      String form = "a duration such as 200ms, 30s, 5m or 1h";
      String text = typed(node, form);
      Duration duration =
          DurationText.parse(text).orElseThrow(() -> new Mismatch(unexpected(text, form)));
      if (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0) {
        throw new Mismatch(
            unexpected(text, "from " + DurationText.of(least) + " to " + DurationText.of(LONGEST)));
      }
      return duration;
    };
  }

  /** A whole number within these bounds. */
  static ValueType<Integer> integer(int least, int most) {
    return node -> Math.toIntExact(wholeNumber(least, most).of(node));
  }

  /** A whole number within these bounds. */
  static ValueType<Long> wholeNumber(long least, long most) {
    return node -> {
      String form = "a whole number from " + least + " to " + most;
      String text = number(node, form, "[+-]?\\d{1,18}");
      long value = Long.parseLong(text);
      if (value < least || value > most) {
        throw new Mismatch(unexpected(text, form));
      }
      return value;
    };
  }

  /** A number within these bounds. */
  static ValueType<Double> number(double least, double most) {
    return node -> {
      String form = "a number from " + plain(least) + " to " + plain(most);
      String text = number(node, form, "[+-]?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");
      double value = Double.parseDouble(text);
      if (value < least || value > most) {
        throw new Mismatch(unexpected(text, form));
      }
      return value;
    };
  }

  /** One of an enum's constants, in kebab-case. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(word(constant), constant);
    }
    return oneOf(words);
  }

  /** One of these words. */
  static <T> ValueType<T> oneOf(Map<String, T> words) {
    return node -> {
      String text = typed(node, "one of " + String.join(", ", new TreeSet<>(words.keySet())));
      T value = words.get(text);
      if (value == null) {
        throw new Mismatch("is \"" + text + "\", " + Nearest.expectation(text, words.keySet()));
      }
      return value;
    };
  }

  /** This word, or else a value of {@code other}. */
  static <T> ValueType<T> wordOr(String word, T value, ValueType<? extends T> other) {
    return node -> {
      if (node instanceof ScalarNode scalar && scalar.getValue().equals(word)) {
        return value;
      }
      try {
        return other.of(node);
      } catch (Mismatch mismatch) {
        throw new Mismatch(mismatch.getMessage() + " or the word " + word);
      }
    };
  }

  /** The address of a Flink REST endpoint. */
  static ValueType<URI> url() {
    return text().then(ValueType::url);
  }

  private static URI url(String text) throws Mismatch {
    String form = "a URL such as http://127.0.0.1:8081";
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

  /** How an enum's constant is spelled in YAML. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String typed(Node node, String expected) throws Mismatch {
    if (!(node instanceof ScalarNode scalar)) {
      throw new Mismatch("is " + shape(node) + ", expected " + expected);
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      throw new Mismatch("has no value, expected " + expected);
    }
    return scalar.getValue();
  }

  private static String number(Node node, String expected, String form) throws Mismatch {
    String text = typed(node, expected);
    if (!((ScalarNode) node).isPlain()) {
      throw new Mismatch("is text in quotes, expected " + expected);
    }
    if (!Pattern.matches(form, text)) {
      throw new Mismatch(unexpected(text, expected));
    }
    return text;
  }

  private static String unexpected(String text, String expected) {
    return "is \"" + text + "\", expected " + expected;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** What a node is, for a person. */
  static String shape(Node node) {
    if (node.getTag().equals(Tag.NULL)) {
      return "empty";
    }
    return switch (node.getNodeId()) {
      case mapping -> "a mapping of keys";
      case sequence -> "a list";
      case scalar, anchor -> "a single value";
    };
  }

  /** A further check of a value. */
  @FunctionalInterface
  interface Check<T, R> {
    R of(T value) throws Mismatch;
  }
}
