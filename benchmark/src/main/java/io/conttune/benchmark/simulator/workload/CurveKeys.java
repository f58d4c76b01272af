package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.jobs.UslCurve;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Power;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Saturating;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Table;
import io.conttune.benchmark.simulator.workload.CapacityCurve.Usl;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.setting.ScalarType;
import io.conttune.controller.config.setting.Scalars;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the key {@code capacity} of an operator: one of four kinds of curves. */
final class CurveKeys {
  private static final ScalarType<Double> POSITIVE = Scalars.number(1e-9, 1e15);
  private static final ScalarType<Double> SHARE = Scalars.number(0, 1);
  private static final ScalarType<Double> EXPONENT = Scalars.number(0.01, 2);
  private static final String KINDS =
      Stream.of(CurveSection.values())
          .map(CurveSection::key)
          .collect(Collectors.joining(", ", "one of ", ""));

  /** Replaces a curve that is missing, after the fault was reported. */
  static final CapacityCurve STAND_IN = new Power(1, 1);

  private CurveKeys() {}

  /** The kinds of curves; each is a section of its name in lower case. */
  private enum CurveSection {
    TABLE,
    USL,
    POWER,
    SATURATING;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static CapacityCurve read(MappingReader operator) {
    Optional<MappingReader> section = operator.findSection("capacity");
    if (section.isEmpty()) {
      operator.missing("capacity", "a curve of processing ability: " + KINDS);
      return STAND_IN;
    }
    MappingReader keys = section.get();
    List<CurveSection> kinds =
        Stream.of(CurveSection.values()).filter(kind -> keys.has(kind.key())).toList();
    List<CapacityCurve> curves = kinds.stream().map(kind -> curve(kind, keys)).toList();
    if (curves.isEmpty() && operator.isSection("capacity")) {
      operator.fault("capacity", "has no curve, expected " + KINDS);
    } else if (curves.size() > 1) {
      operator.fault("capacity", "has %d curves, expected %s".formatted(curves.size(), KINDS));
    }
    return curves.isEmpty() ? STAND_IN : curves.get(0);
  }

  private static CapacityCurve curve(CurveSection section, MappingReader capacity) {
    MappingReader keys = capacity.section(section.key());
    return switch (section) {
      case TABLE -> table(keys, capacity);
      case USL ->
          new Usl(
              new UslCurve(
                  keys.require("gamma", POSITIVE, 1.0, "records/s at parallelism 1"),
                  keys.require("sigma", SHARE, 0.0, "contention, from 0 to 1"),
                  keys.require("kappa", SHARE, 0.0, "coherency, from 0 to 1")));
      case POWER ->
          new Power(
              keys.require("gamma", POSITIVE, 1.0, "records/s at parallelism 1"),
              keys.require("exponent", EXPONENT, 1.0, "the exponent of the parallelism"));
      case SATURATING ->
          new Saturating(
              keys.require("limit", POSITIVE, 1.0, "records/s that are never reached"),
              keys.require("half", POSITIVE, 1.0, "the parallelism that has half of the limit"));
    };
  }

  private static CapacityCurve table(MappingReader keys, MappingReader capacity) {
    NavigableMap<Integer, Double> points = new TreeMap<>();
    for (String key : keys.names()) {
      Optional<Double> ability = keys.find(key, POSITIVE);
      if (!key.matches("[1-9]\\d{0,4}")) {
        keys.fault(key, "is no parallelism, expected a whole number from 1 to 99999");
      } else {
        ability.ifPresent(value -> points.put(Integer.valueOf(key), value));
      }
    }
    if (keys.names().isEmpty() && capacity.isSection("table")) {
      capacity.fault("table", "is empty, expected at least one parallelism: records/s");
    }
    return points.isEmpty() ? STAND_IN : new Table(points);
  }
}
