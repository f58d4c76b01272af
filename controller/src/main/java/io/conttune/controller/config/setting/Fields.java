package io.conttune.controller.config.setting;

import java.util.function.Function;

/** One walk through the settings of a record: to read, to write or to list them. */
public interface Fields<R> {
  /**
   * The value of a setting.
   *
   * @param get the component of the record
   */
  <T> T value(Setting<T> setting, Function<? super R, ? extends T> get);

  /** A part of the record whose keys stand in the same mapping. */
  <S> S part(Binding<S> binding, Function<? super R, ? extends S> get);

  /** A part of the record whose keys, in the same mapping, depend on the word of one of them. */
  <W, V> V variant(Variants<W, V> variants, Function<? super R, ? extends V> get);

  /**
   * Tells whether values fit together, and reports it if they do not.
   *
   * @param fault continues the sentence "this value …"
   * @param at where to report it: the first of these that stands in the file
   */
  boolean holds(boolean condition, String fault, Setting<?>... at);
}
