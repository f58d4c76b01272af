package io.conttune.controller.config.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JSON Schema of a mapping whose keys are settings. */
final class SectionSchema {
  private static final Pattern MARKDOWN_LINK = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  private SectionSchema() {}

  static Map<String, Object> of(List<ListedSetting> settings) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> rules = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (ListedSetting listed : settings) {
      Setting<?> setting = listed.setting();
      properties.put(setting.key(), property(setting));
      listed.conditions().forEach(condition -> rules.add(rule(setting, condition)));
      if (setting.missing().isPresent() && listed.conditions().isEmpty()) {
        required.add(setting.key());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!rules.isEmpty()) {
      schema.put("allOf", rules);
    }
    return schema;
  }

  private static <T> Map<String, Object> property(Setting<T> setting) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", MARKDOWN_LINK.matcher(setting.text()).replaceAll("$1"));
    if (setting.missing().isEmpty() && setting.type().section().isEmpty()) {
      Optional<Object> standard = setting.type().write(setting.standard());
      standard.ifPresent(value -> property.put("default", value));
    }
    property.putAll(setting.type().schema());
    return property;
  }

  /**
   * With another word the key must not stand there; with its own word it must if it is required.
   */
  private static Map<String, Object> rule(Setting<?> setting, ListedSetting.Condition condition) {
    Map<String, Object> without = Map.of("properties", Map.of(setting.key(), false));
    if (setting.missing().isEmpty()) {
      return when(condition.key(), condition.others(), !condition.standard(), without);
    }
    Map<String, Object> rule =
        new LinkedHashMap<>(
            when(
                condition.key(),
                condition.words(),
                condition.standard(),
                Map.of("required", List.of(setting.key()))));
    rule.put("else", without);
    return rule;
  }

  private static Map<String, Object> when(
      String key, List<Object> words, boolean orMissing, Map<String, Object> then) {
    Map<String, Object> condition = new LinkedHashMap<>();
    condition.put("properties", Map.of(key, Map.of("enum", words)));
    if (!orMissing) {
      condition.put("required", List.of(key));
    }
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("if", condition);
    rule.put("then", then);
    return rule;
  }
}
