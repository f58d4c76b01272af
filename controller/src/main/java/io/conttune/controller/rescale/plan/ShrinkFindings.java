package io.conttune.controller.rescale.plan;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.ShrinkVetoes.Answer;
import io.conttune.core.rescale.ShrinkVetoes.Veto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Collects what speaks against taking subtasks away. Not thread-safe. */
final class ShrinkFindings {
  private static final String SECTION = "guard-rails.no-shrink-when";

  private final List<Veto> vetoes = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();

  /** Compares a value with its bound; one that is not told is no veto. */
  void compare(String key, double bound, String what, OptionalDouble value) {
    if (value.isEmpty()) {
      untold(what);
    } else if (value.getAsDouble() > bound) {
      veto(key, number(bound), what + " is " + number(value.getAsDouble()));
    }
  }

  /** Something speaks against taking a subtask from any operator. */
  void veto(String key, Object bound, String finding) {
    vetoes.add(new Veto(Optional.empty(), sentence(key, bound, finding)));
  }

  /** Something speaks against taking a subtask from this operator. */
  void veto(OperatorId operator, String key, Object bound, String finding) {
    vetoes.add(new Veto(Optional.of(operator), sentence(key, bound, finding)));
  }

  private static String sentence(String key, Object bound, String finding) {
    return "%s.%s %s: %s".formatted(SECTION, key, bound, finding);
  }

  /** Flink does not tell this. */
  void untold(String what) {
    untold.add("%s: Flink does not tell %s".formatted(SECTION, what));
  }

  /** With two digits behind the point, as far as they say something. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }

  Answer answer() {
    return new Answer(vetoes, untold);
  }
}
