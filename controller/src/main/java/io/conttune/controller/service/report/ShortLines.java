package io.conttune.controller.service.report;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes every event of a job a line that a person can read, however many operators the job has. Of
 * many operators a line names the first few, so whoever makes an event names those first that
 * matter most: {@link ForemostOperators}. Long names and texts are shortened.
 */
final class ShortLines {
  /** Operators that a line names at most. */
  static final int MOST_OPERATORS = 20;

  private static final int MOST_TEXTS = 20;
  private static final int LONGEST_LIST = 4000;

  private final OperatorNames names;

  /** Lines in which the operators have these names. */
  ShortLines(OperatorNames names) {
    this.names = names;
  }

  /** The same event; if it leaves operators out, it says how many and where all of them stand. */
  Event shortened(Event event) {
    Set<String> all = operators(event);
    Set<String> shown = new LinkedHashSet<>(all.stream().limit(MOST_OPERATORS).toList());
    Map<String, Object> fields = new LinkedHashMap<>();
    event.fields().forEach((field, value) -> fields.put(field, shortened(value, shown)));
    leftOut(event, all.size() - shown.size(), shown)
        .ifPresent(sentence -> fields.put(Event.LEFT_OUT, sentence));
    return new Event(event.name(), fields, event.cause());
  }

  /** The operators that have a number in this event, in the order of the line. */
  private static Set<String> operators(Event event) {
    Set<String> result = new LinkedHashSet<>();
    for (Object value : event.fields().values()) {
      if (value instanceof Map<?, ?> numbers) {
        numbers.keySet().forEach(name -> result.add(String.valueOf(name)));
      }
    }
    return result;
  }

  private Object shortened(Object value, Set<String> shown) {
    if (value instanceof Map<?, ?> numbers) {
      Map<Object, Object> result = new LinkedHashMap<>(numbers);
      result.keySet().retainAll(shown);
      return result;
    }
    if (value instanceof List<?> texts) {
      return shortened(texts);
    }
    return value instanceof String text ? names.shortenedIn(text) : value;
  }

  private List<String> shortened(List<?> texts) {
    List<String> result = new ArrayList<>();
    int length = 0;
    for (Object text : texts) {
      String shorter = names.shortenedIn(String.valueOf(text));
      length += shorter.length();
      if (result.size() == MOST_TEXTS || (length > LONGEST_LIST && !result.isEmpty())) {
        result.add("… and %d more".formatted(texts.size() - result.size()));
        return result;
      }
      result.add(shorter);
    }
    return result;
  }

  private static Optional<String> leftOut(Event event, int operators, Set<String> shown) {
    return operators == 0
        ? Optional.empty()
        : Optional.of(
            "%d more operators%s; %s"
                .formatted(operators, changedOf(event, shown), whole(event.name())));
  }

  /** Of a decision that changes some operators, {@code from} has those that it changes. */
  private static String changedOf(Event event, Set<String> shown) {
    if (event.fields().containsKey("parallelism")
        && event.fields().get("from") instanceof Map<?, ?> changed) {
      long hidden = changed.keySet().stream().filter(name -> !shown.contains(name)).count();
      return hidden == 0 ? ", none of which changes" : ", %d of which change".formatted(hidden);
    }
    return "";
  }

  private static String whole(EventName name) {
    return switch (name) {
      case DECISION, HOLD, GUARD_REFUSED, JOB_SHORT ->
          "the decision in the store, and in the file of decision-log, names all";
      case RESCALE_VERIFIED, RESCALE_ROLLED_BACK, RESCALE_ABANDONED, RESCALE_FAILED ->
          "the entry of the rescale in the store names all";
      default -> "Flink's web interface shows all";
    };
  }
}
