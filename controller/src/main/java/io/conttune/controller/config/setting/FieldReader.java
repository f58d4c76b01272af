package io.conttune.controller.config.setting;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the settings of a record; a wrong value is reported and answered by its default. */
final class FieldReader<R> implements Fields<R> {
  private final MappingReader keys;

  FieldReader(MappingReader keys) {
    this.keys = keys;
  }

  @Override
  public <T> T value(Setting<T> setting, Function<? super R, ? extends T> get) {
    return keys.get(setting);
  }

  @Override
  public <S> S part(Binding<S> binding, Function<? super R, ? extends S> get) {
    return binding.bind(new FieldReader<>(keys));
  }

  @Override
  public <W, V> V variant(Variants<W, V> variants, Function<? super R, ? extends V> get) {
    W word = keys.get(variants.word());
    Map<String, Set<W>> wordsOf = wordsOf(variants);
    boolean isLeftOpen = keys.isPart() && !keys.has(variants.word().key());
    if (keys.isSound(variants.word()) && !isLeftOpen) {
      wordsOf.forEach((key, words) -> refuse(key, word, words, variants));
    } else {
      // Which case is meant is not known, so no key is refused.
      wordsOf.keySet().forEach(keys::has);
    }
    return variants.cases().apply(word).bind(new FieldReader<>(keys));
  }

  private static <W, V> Map<String, Set<W>> wordsOf(Variants<W, V> variants) {
    Map<String, Set<W>> wordsOf = new LinkedHashMap<>();
    for (W word : variants.words()) {
      for (ListedSetting each : SettingList.of(variants.cases().apply(word)).settings()) {
        wordsOf.computeIfAbsent(each.setting().key(), key -> new LinkedHashSet<>()).add(word);
      }
    }
    return wordsOf;
  }

  private <W> void refuse(String key, W word, Set<W> words, Variants<W, ?> variants) {
    if (!words.contains(word)) {
      String choice = variants.word().key();
      String others = words.stream().map(variants::spelled).collect(Collectors.joining(" or "));
      keys.refuse(
          key,
          "has no effect with %s: %s, expected only with %s: %s"
              .formatted(choice, variants.spelled(word), choice, others));
    }
  }

  @Override
  public boolean holds(boolean condition, String fault, Setting<?>... at) {
    List<Setting<?>> settings = List.of(at);
    if (!condition && !keys.isPart() && settings.stream().allMatch(keys::isSound)) {
      Optional<Setting<?>> there =
          settings.stream().filter(each -> keys.has(each.key())).findFirst();
      keys.fault(there.orElse(settings.get(0)).key(), fault);
    }
    return condition;
  }
}
