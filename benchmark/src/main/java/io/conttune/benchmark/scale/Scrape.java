package io.conttune.benchmark.scale;

/**
 * Metrics in the text format of Prometheus.
 *
 * @param text as the service answers it
 */
record Scrape(String text) {
  /** The sum over the series of this name whose labels hold this text. */
  double sum(String name, String label) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The sum over the series of this name. */
  double sum(String name) {
    return sum(name, "");
  }
}
