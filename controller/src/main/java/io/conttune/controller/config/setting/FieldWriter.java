package io.conttune.controller.config.setting;

import java.util.Map;
import java.util.function.Function;

/** Writes the settings of a record under their keys. */
final class FieldWriter<R> implements Fields<R> {
  private final R section;
  private final Map<String, Object> keys;

  FieldWriter(R section, Map<String, Object> keys) {
    this.section = section;
    this.keys = keys;
  }

  @Override
  public <T> T value(Setting<T> setting, Function<? super R, ? extends T> get) {
    T value = get.apply(section);
    write(setting, value);
    return value;
  }

  @Override
  public <S> S part(Binding<S> binding, Function<? super R, ? extends S> get) {
    return binding.bind(new FieldWriter<>(get.apply(section), keys));
  }

  @Override
  public <W, V> V variant(Variants<W, V> variants, Function<? super R, ? extends V> get) {
    V value = get.apply(section);
    W word = variants.wordOf().apply(value);
    write(variants.word(), word);
    return variants.cases().apply(word).bind(new FieldWriter<>(value, keys));
  }

  private <T> void write(Setting<T> setting, T value) {
    setting.type().write(value).ifPresent(written -> keys.put(setting.key(), written));
  }

  @Override
  public boolean holds(boolean condition, String fault, Setting<?>... at) {
    return condition;
  }
}
