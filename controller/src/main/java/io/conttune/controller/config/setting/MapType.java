package io.conttune.controller.config.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A mapping whose keys are free. */
record MapType<T>(ValueType<T> value, Check<String, String> key)
    implements ValueType<Map<String, T>> {
  @Override
  public Optional<Map<String, T>> read(Place place) {
    Optional<MappingReader> keys = MappingReader.of(place);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Map<String, T> values = new LinkedHashMap<>();
    for (String name : keys.get().names()) {
      try {
        String checked = key.of(name);
        keys.get().find(name, value).ifPresent(each -> values.put(checked, each));
      } catch (Mismatch mismatch) {
        keys.get().refuse(name, mismatch.getMessage());
      }
    }
    return values.size() == keys.get().names().size() ? Optional.of(values) : Optional.empty();
  }

  @Override
  public Optional<Object> write(Map<String, T> map) {
    Map<String, Object> written = new LinkedHashMap<>();
    map.forEach((name, each) -> value.write(each).ifPresent(text -> written.put(name, text)));
    return Optional.of(written);
  }

  @Override
  public void check(Map<String, T> map) throws Mismatch {
    for (Map.Entry<String, T> entry : map.entrySet()) {
      key.of(entry.getKey());
      value.check(entry.getValue());
    }
  }

  @Override
  public Optional<Section<?>> section() {
    return value.section();
  }

  @Override
  public String range() {
    return "mapping to: " + value.range();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "object", "additionalProperties", value.schema());
  }
}
