package io.conttune.controller.config.setting;

import java.util.List;
import java.util.Objects;

/**
 * A setting with what it depends on.
 *
 * @param setting the declaration
 * @param conditions under which it has an effect, all of which must hold
 */
public record ListedSetting(Setting<?> setting, List<Condition> conditions) {
  public ListedSetting {
    Objects.requireNonNull(setting, "setting");
    conditions = List.copyOf(conditions);
  }

  /**
   * A setting has an effect only with certain words of another one.
   *
   * @param key of the other
   * @param words with which it has an effect, as JSON values
   * @param others with which it has none
   * @param standard whether it has an effect where the other key is left out
   */
  public record Condition(String key, List<Object> words, List<Object> others, boolean standard) {
    public Condition {
      Objects.requireNonNull(key, "key");
      words = List.copyOf(words);
      others = List.copyOf(others);
    }
  }
}
