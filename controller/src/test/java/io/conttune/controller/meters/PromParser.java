package io.conttune.controller.meters;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads expressions of Prometheus; what our files do not use is no expression here. */
final class PromParser {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?[smhd]?|\\w+|\"[^\"]*\"|=~|!~|!=|==|>=|<=|\\S)");
  private static final Map<String, PromExpression.Comparison> COMPARISONS =
      Map.of(
          ">", (value, other) -> value > other,
          "<", (value, other) -> value < other,
          ">=", (value, other) -> value >= other,
          "<=", (value, other) -> value <= other,
          "==", (value, other) -> value == other,
          "!=", (value, other) -> value != other);
  private static final Map<Character, Duration> UNITS =
      Map.of(
          's', Duration.ofSeconds(1),
          'm', Duration.ofMinutes(1),
          'h', Duration.ofHours(1),
          'd', Duration.ofDays(1));

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private PromParser(String text) {
    this.text = text;
    Matcher token = TOKEN.matcher(text.strip());
    while (token.find()) {
      tokens.add(token.group(1));
    }
    tokens.add("");
  }

  /** The expression in this text. */
  static PromExpression parse(String text) {
    PromParser parser = new PromParser(text);
    PromExpression expression = parser.comparison();
    parser.expect("");
    return expression;
  }

  /** A time such as 30m or 1d. */
  static Duration duration(String text) {
    Duration unit = UNITS.get(text.charAt(text.length() - 1));
    return unit.multipliedBy(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  private PromExpression comparison() {
    PromExpression left = sum();
    PromExpression.Comparison comparison = COMPARISONS.get(peek());
    if (comparison == null) {
      return left;
    }
    take();
    return PromExpression.where(left, sum(), comparison);
  }

  private PromExpression sum() {
    PromExpression left = product();
    while (peek().equals("+") || peek().equals("-")) {
      DoubleBinaryOperator with = take().equals("+") ? Double::sum : (one, other) -> one - other;
      left = PromExpression.both(left, product(), with);
    }
    return left;
  }

  private PromExpression product() {
    PromExpression left = operand();
    while (peek().equals("*") || peek().equals("/")) {
      boolean times = take().equals("*");
      left =
          PromExpression.both(left, operand(), (one, other) -> times ? one * other : one / other);
    }
    return left;
  }

  private PromExpression operand() {
    String token = take();
    if (token.matches("\\d.*")) {
      return PromExpression.number(Double.parseDouble(token));
    }
    return switch (token) {
      case "(" -> closed(comparison());
      case "absent" -> PromExpression.absent(inBraces());
      case "sum" -> {
        expect("by");
        Set<String> labels = labels();
        yield PromExpression.sumBy(labels, inBraces());
      }
      case "increase" -> overRange(PromExpression::increase);
      case "changes" -> overRange(PromExpression::changes);
      // Seconds cancel out where two rates are divided, which is all that our files do with them.
      case "rate" -> overRange(PromExpression::increase);
      default -> PromExpression.select(series(token));
    };
  }

  private PromExpression inBraces() {
    expect("(");
    return closed(comparison());
  }

  private PromExpression closed(PromExpression inner) {
    expect(")");
    return inner;
  }

  private PromExpression overRange(ToDoubleFunction<List<Double>> function) {
    expect("(");
    Predicate<Scrapes.Series> series = series(take());
    expect("[");
    Duration range = duration(take());
    expect("]");
    return closed(PromExpression.over(range, series, function));
  }

  private Set<String> labels() {
    expect("(");
    List<String> labels = new ArrayList<>();
    while (!peek().equals(")")) {
      labels.add(take());
      if (peek().equals(",")) {
        take();
      }
    }
    expect(")");
    return Set.copyOf(labels);
  }

  private Predicate<Scrapes.Series> series(String name) {
    if (Arrays.stream(Meter.values()).noneMatch(meter -> meter.names().contains(name))) {
      throw new AssertionError("no series is called %s, in %s".formatted(name, text));
    }
    Predicate<Scrapes.Series> wanted = series -> series.name().equals(name);
    if (peek().equals("{")) {
      take();
      while (!peek().equals("}")) {
        wanted = wanted.and(label(take(), take(), take().replace("\"", "")));
        if (peek().equals(",")) {
          take();
        }
      }
      take();
    }
    return wanted;
  }

  private Predicate<Scrapes.Series> label(String name, String how, String value) {
    Predicate<String> wanted =
        switch (how) {
          case "=" -> value::equals;
          case "!=" -> Predicate.not(value::equals);
          case "=~" -> found -> found.matches(value);
          case "!~" -> found -> !found.matches(value);
          default -> throw new AssertionError("%s is no comparison, in %s".formatted(how, text));
        };
    return series -> wanted.test(series.labels().getOrDefault(name, ""));
  }

  private String peek() {
    return tokens.get(next);
  }

  private String take() {
    String token = tokens.get(next);
    next++;
    return token;
  }

  private void expect(String token) {
    String found = take();
    if (!found.equals(token)) {
      throw new AssertionError(
          "expected \"%s\" instead of \"%s\" in %s, behind %s"
              .formatted(
                  token,
                  found,
                  text,
                  tokens.subList(0, next - 1).stream().collect(Collectors.joining(" "))));
    }
  }
}
