package io.conttune.controller.meters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The samples that Prometheus has stored after some scrapes of one service. A series that a scrape
 * does not tell any more has no value from then on.
 */
final class Scrapes {
  private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)\\})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<Scrape> scrapes = new ArrayList<>();

  /** One series. */
  record Series(String name, Map<String, String> labels) {}

  /** The values at one time. */
  private record Scrape(Instant at, Map<Series, Double> values) {}

  /** Stores a reply in the text format of Prometheus; an empty one if nobody has answered. */
  void add(Instant at, String text) {
    Map<Series, Double> values = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .forEach(
            line -> {
              Matcher read = LINE.matcher(line);
              if (!read.matches()) {
                throw new AssertionError("no line of a scrape: " + line);
              }
              values.put(
                  new Series(read.group(1), labels(Optional.ofNullable(read.group(2)).orElse(""))),
                  Double.valueOf(read.group(3)));
            });
    scrapes.add(new Scrape(at, values));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    return labels;
  }

  /** The times of the scrapes, in their order. */
  List<Instant> times() {
    return scrapes.stream().map(Scrape::at).toList();
  }

  /** The values of these series at a time, by their labels. */
  Map<Map<String, String>, Double> at(Instant time, Predicate<Series> wanted) {
    Map<Map<String, String>, Double> found = new LinkedHashMap<>();
    scrapes.stream()
        .filter(scrape -> !scrape.at().isAfter(time))
        .reduce((earlier, later) -> later)
        .ifPresent(
            last ->
                last.values()
                    .forEach(
                        (series, value) -> {
                          if (wanted.test(series)) {
                            found.put(series.labels(), value);
                          }
                        }));
    return found;
  }

  /** The values of these series within a range that ends at a time, in their order. */
  Map<Map<String, String>, List<Double>> within(
      Duration range, Instant time, Predicate<Series> wanted) {
    Map<Map<String, String>, List<Double>> found = new LinkedHashMap<>();
    for (Scrape scrape : scrapes) {
      if (scrape.at().isAfter(time.minus(range)) && !scrape.at().isAfter(time)) {
        scrape
            .values()
            .forEach(
                (series, value) -> {
                  if (wanted.test(series)) {
                    found.computeIfAbsent(series.labels(), any -> new ArrayList<>()).add(value);
                  }
                });
      }
    }
    return found;
  }
}
