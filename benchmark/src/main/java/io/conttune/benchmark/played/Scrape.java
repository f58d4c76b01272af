package io.conttune.benchmark.played;

/**
 * Metrics in the text format of Prometheus.
 *
 * @param text as the service answers it
 */
public record Scrape(String text) {
  /** The sum over the series of this name whose labels hold this text. */
  public double sum(String name, String label) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The sum over the series of this name. */
  public double sum(String name) {
    return sum(name, "");
  }
}
