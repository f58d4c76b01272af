package io.conttune.controller.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Collects the faults of a file with many rows, and reports one cause once. Up to three faults of a
 * cause are reported one by one, because each may be a slip. Of more than three, only the first is
 * reported, with the places of the next two and the number of the others. A file with a thousand
 * faults need not be read to its end: it is of another kind. Not thread-safe.
 */
public final class RepeatedFaults {
  private static final int MOST_SLIPS = 3;
  private static final int MANY = 1000;

  private int count;
  private final Map<String, Cause> causes = new LinkedHashMap<>();

  private static final class Cause {
    private final List<Fault> first = new ArrayList<>();
    private int count;
  }

  /**
   * Adds a fault.
   *
   * @param cause equal for faults of one cause
   */
  public void add(String cause, Fault fault) {
    Cause known = causes.computeIfAbsent(cause, text -> new Cause());
    known.count++;
    count++;
    if (known.first.size() < MOST_SLIPS) {
      known.first.add(fault);
    }
  }

  /** Adds a fault that has a cause of its own. */
  public void add(Fault fault) {
    add(fault.toString(), fault);
  }

  /** Returns whether there are so many faults that no more need be looked for. */
  public boolean isMany() {
    return count >= MANY;
  }

  /** Returns whether there is no fault. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The faults to report. */
  public List<Fault> faults() {
    return causes.values().stream()
        .flatMap(cause -> reported(cause, isMany()).stream())
        .sorted()
        .toList();
  }

  private static List<Fault> reported(Cause cause, boolean mayBeMore) {
    if (cause.count <= MOST_SLIPS) {
      return cause.first;
    }
    Fault first = cause.first.get(0);
    String next =
        cause.first.stream()
            .skip(1)
            .map(fault -> place(fault, first.file()))
            .collect(Collectors.joining(", "));
    String message =
        "%s; the same at %s and %s%d more"
            .formatted(
                first.message(), next, mayBeMore ? "at least " : "", cause.count - MOST_SLIPS);
    return List.of(new Fault(first.file(), first.line(), first.column(), first.path(), message));
  }

  private static String place(Fault fault, String known) {
    String position = "%d:%d".formatted(fault.line(), fault.column());
    return fault.file().equals(known) ? position : fault.file() + ":" + position;
  }
}
