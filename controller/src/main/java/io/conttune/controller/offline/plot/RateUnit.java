package io.conttune.controller.offline.plot;

/** The unit in which an axis of rates has ticks of few digits. */
enum RateUnit {
  ONE("records/s", 1),
  THOUSAND("k records/s", 1e3),
  MILLION("M records/s", 1e6),
  BILLION("G records/s", 1e9),
  TRILLION("T records/s", 1e12);

  private final String label;
  private final double size;

  RateUnit(String label, double size) {
    this.label = label;
    this.size = size;
  }

  /** The largest unit of which the largest rate shown is at least one. */
  static RateUnit of(double largest) {
    RateUnit found = ONE;
    for (RateUnit unit : values()) {
      found = largest >= unit.size ? unit : found;
    }
    return found;
  }

  String label() {
    return label;
  }

  /** A rate in records/s, in this unit. */
  double from(double recordsPerSecond) {
    return recordsPerSecond / size;
  }
}
