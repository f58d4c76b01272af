package io.conttune.controller.offline;

import io.conttune.controller.input.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rates of one operator by epoch. Its processing ability in an epoch is the sum of the true
 * processing rates of all its instances [DS2 §3.2].
 *
 * <p>Instances begin their epochs each on its own, by clocks that differ from machine to machine.
 * So rows belong together if they have the same number of an epoch, which is in the name of their
 * file; in a file of many epochs, it is the row's place among those of its instance in the order of
 * their starts, as DS2 itself has it.
 */
final class RatesEpochs {
  private static final int MOST_SHOWN = 5;

  private final Map<Epoch, Map<Integer, RatesRow>> epochs = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();

  /** An epoch of one deployment; with another number of instances it was another deployment. */
  private record Epoch(String run, int instances, int number) implements Comparable<Epoch> {
    private static final Comparator<Epoch> ORDER =
        Comparator.comparing(Epoch::run)
            .thenComparingInt(Epoch::instances)
            .thenComparingInt(Epoch::number);

    @Override
    public int compareTo(Epoch other) {
      return ORDER.compare(this, other);
    }
  }

  /** An instance of a deployment. */
  private record Instance(String run, int instances, int instance) {
    static Instance of(RatesRow row) {
      return new Instance(row.file().run(), row.instances(), row.instance());
    }
  }

  private RatesEpochs() {}

  static RatesEpochs of(List<RatesRow> rows) {
    RatesEpochs epochs = new RatesEpochs();
    rows.stream()
        .collect(Collectors.groupingBy(Instance::of))
        .values()
        .forEach(epochs::addInstance);
    return epochs;
  }

  private void addInstance(List<RatesRow> rows) {
    List<RatesRow> inOrder =
        rows.stream().sorted(Comparator.comparingLong(RatesRow::start)).toList();
    int next = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      RatesRow row = inOrder.get(i);
      OptionalInt named = row.file().epoch();
      if (named.isEmpty() && i > 0 && inOrder.get(i - 1).start() == row.start()) {
        twice(row);
      } else {
        add(row, named.orElse(next++));
      }
    }
  }

  private void add(RatesRow row, int number) {
    Epoch epoch = new Epoch(row.file().run(), row.instances(), number);
    Map<Integer, RatesRow> written = epochs.computeIfAbsent(epoch, key -> new TreeMap<>());
    if (written.putIfAbsent(row.instance(), row) != null) {
      twice(row);
    }
  }

  private void twice(RatesRow row) {
    faults.add(
        row.fault(
            RatesColumn.OPERATOR_INSTANCE_ID,
            "is %d, which is there twice in its epoch, expected it once"
                .formatted(row.instance())));
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** How many there are, complete or not. */
  int size() {
    return epochs.size();
  }

  /** One of each epoch that all instances wrote, in the order of the first of its starts. */
  List<Sample> samples() {
    return epochs.entrySet().stream()
        .filter(entry -> isComplete(entry.getKey(), entry.getValue()))
        .map(Map.Entry::getValue)
        .map(Map::values)
        .sorted(Comparator.comparingLong(RatesEpochs::start))
        .map(RatesEpochs::sample)
        .toList();
  }

  /** The first few that an instance did not write. */
  String incomplete() {
    List<String> names =
        epochs.entrySet().stream()
            .filter(entry -> !isComplete(entry.getKey(), entry.getValue()))
            .map(entry -> name(entry.getKey(), entry.getValue()))
            .toList();
    String first = names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return names.size() > MOST_SHOWN
        ? first + " and %d more".formatted(names.size() - MOST_SHOWN)
        : first;
  }

  private String name(Epoch epoch, Map<Integer, RatesRow> written) {
    long runs = epochs.keySet().stream().map(Epoch::run).distinct().count();
    String in = runs == 1 ? "" : " in " + epoch.run();
    return "epoch %d%s (%d of %d)".formatted(epoch.number(), in, written.size(), epoch.instances());
  }

  private static boolean isComplete(Epoch epoch, Map<Integer, RatesRow> written) {
    return written.size() == epoch.instances();
  }

  private static long start(Collection<RatesRow> written) {
    return written.stream().mapToLong(RatesRow::start).min().orElseThrow();
  }

  private static Sample sample(Collection<RatesRow> written) {
    double ability =
        written.stream().mapToDouble(row -> Double.parseDouble(row.trueProcessingRate())).sum();
    return new Sample(written.iterator().next().instances(), ability);
  }
}
