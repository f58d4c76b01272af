package io.conttune.controller.config.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A mapping whose keys are settings.
 *
 * @param binding of the record that they make up
 */
public record Section<R>(Binding<R> binding) implements ValueType<R> {
  public Section {
    Objects.requireNonNull(binding, "binding");
  }

  /** The settings, in their order. */
  public List<ListedSetting> settings() {
    return SettingList.of(binding).settings();
  }

  /** The record of all defaults; of required settings it has the examples. */
  public R standard() {
    return SettingList.of(binding).record();
  }

  /** The record of this mapping; what it returns holds only if no fault was reported. */
  public R read(MappingReader keys) {
    return binding.bind(new FieldReader<>(keys));
  }

  @Override
  public Optional<R> read(Place place) {
    return MappingReader.of(place).map(this::read);
  }

  /** The keys and values of this record, defaults too. */
  public Map<String, Object> keys(R section) {
    Map<String, Object> keys = new LinkedHashMap<>();
    binding.bind(new FieldWriter<>(section, keys));
    return keys;
  }

  @Override
  public Optional<Object> write(R value) {
    return Optional.of(keys(value));
  }

  /** A record checks itself when it is made. */
  @Override
  public void check(R value) {}

  @Override
  public Optional<Section<?>> section() {
    return Optional.of(this);
  }

  @Override
  public String range() {
    return "mapping";
  }

  @Override
  public Map<String, Object> schema() {
    return SectionSchema.of(settings());
  }
}
