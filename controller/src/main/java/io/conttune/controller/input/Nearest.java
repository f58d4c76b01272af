package io.conttune.controller.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses which of the known words a mistyped one was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** {@code expected one of a, b, c (did you mean b?)}. */
  public static String expectation(String typed, Collection<String> known) {
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    return "expected one of " + all + hint(typed, known);
  }

  /** {@code (did you mean b?)} if a known word is near, or nothing. */
  public static String hint(String typed, Collection<String> known) {
    return to(typed, known).map(word -> " (did you mean " + word + "?)").orElse("");
  }

  /** The known word that takes the fewest edits, at most a third of its letters and one. */
  static Optional<String> to(String typed, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(typed, word) <= 1 + word.length() / 3)
        .min(
            Comparator.comparingInt((String word) -> distance(typed, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein distance: the least number of letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
