package io.conttune.controller.config.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lists the settings of a record in their order, and makes the record of their defaults. */
final class SettingList<R> implements Fields<R> {
  private final Map<String, ListedSetting> listed;

  private SettingList(Map<String, ListedSetting> listed) {
    this.listed = listed;
  }

  /**
   * The settings of a record.
   *
   * @param settings in their order
   * @param record of their defaults
   */
  record Listing<R>(List<ListedSetting> settings, R record) {}

  static <R> Listing<R> of(Binding<R> binding) {
    SettingList<R> list = new SettingList<>(new LinkedHashMap<>());
    R standard = binding.bind(list);
    return new Listing<>(List.copyOf(list.listed.values()), standard);
  }

  @Override
  public <T> T value(Setting<T> setting, Function<? super R, ? extends T> get) {
    add(new ListedSetting(setting, List.of()));
    return setting.standard();
  }

  @Override
  public <S> S part(Binding<S> binding, Function<? super R, ? extends S> get) {
    return binding.bind(new SettingList<>(listed));
  }

  @Override
  public <W, V> V variant(Variants<W, V> variants, Function<? super R, ? extends V> get) {
    add(new ListedSetting(variants.word(), List.of()));
    Map<String, ListedSetting> cases = new LinkedHashMap<>();
    Map<String, List<W>> wordsOf = new LinkedHashMap<>();
    W standard = variants.word().standard();
    List<W> standardFirst = new ArrayList<>(List.of(standard));
    variants.words().stream().filter(word -> !word.equals(standard)).forEach(standardFirst::add);
    for (W word : standardFirst) {
      for (ListedSetting each : of(variants.cases().apply(word)).settings()) {
        cases.putIfAbsent(each.setting().key(), each);
        wordsOf.computeIfAbsent(each.setting().key(), key -> new ArrayList<>()).add(word);
      }
    }
    cases.forEach((key, each) -> add(conditional(each, variants, wordsOf.get(key))));
    return of(variants.cases().apply(standard)).record();
  }

  private static <W, V> ListedSetting conditional(
      ListedSetting listed, Variants<W, V> variants, List<W> words) {
    List<W> others = variants.words().stream().filter(word -> !words.contains(word)).toList();
    if (others.isEmpty()) {
      return listed;
    }
    List<ListedSetting.Condition> conditions = new ArrayList<>(listed.conditions());
    conditions.add(
        new ListedSetting.Condition(
            variants.word().key(),
            json(variants, words),
            json(variants, others),
            words.contains(variants.word().standard())));
    return new ListedSetting(listed.setting(), conditions);
  }

  private static <W> List<Object> json(Variants<W, ?> variants, List<W> words) {
    return words.stream().map(word -> variants.word().type().write(word).orElseThrow()).toList();
  }

  private void add(ListedSetting setting) {
    if (listed.putIfAbsent(setting.setting().key(), setting) != null) {
      throw new IllegalStateException("declared twice: " + setting.setting().key());
    }
  }

  @Override
  public boolean holds(boolean condition, String fault, Setting<?>... at) {
    return condition;
  }
}
