package io.conttune.controller.config.setting;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A closed choice: the word of one setting says which other keys stand beside it. A key of another
 * case would have no effect, so it is a fault.
 *
 * @param word the setting that chooses
 * @param words all its values
 * @param cases the keys that go with a word
 * @param wordOf the word of a value
 */
public record Variants<W, V>(
    Setting<W> word,
    List<W> words,
    Function<W, Binding<V>> cases,
    Function<? super V, ? extends W> wordOf) {
  public Variants {
    Objects.requireNonNull(word, "word");
    words = List.copyOf(words);
    Objects.requireNonNull(cases, "cases");
    Objects.requireNonNull(wordOf, "wordOf");
  }

  /** The case of one type of value. */
  public static <V, S extends V> Binding<V> only(Class<S> type, Binding<S> binding) {
    return fields -> fields.part(binding, type::cast);
  }

  /** How a word is spelled in a file. */
  String spelled(W value) {
    return String.valueOf(word.type().write(value).orElseThrow());
  }
}
