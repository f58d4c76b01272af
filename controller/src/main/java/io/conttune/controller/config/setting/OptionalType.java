package io.conttune.controller.config.setting;

import java.util.Map;
import java.util.Optional;

/** A value that may be left out. */
record OptionalType<T>(ValueType<T> type) implements ValueType<Optional<T>> {
  @Override
  public Optional<Optional<T>> read(Place place) {
    Optional<T> read = type.read(place);
    return read.isPresent() ? Optional.of(read) : Optional.empty();
  }

  @Override
  public Optional<Object> write(Optional<T> value) {
    return value.flatMap(type::write);
  }

  @Override
  public void check(Optional<T> value) throws Mismatch {
    if (value.isPresent()) {
      type.check(value.get());
    }
  }

  @Override
  public Optional<Section<?>> section() {
    return type.section();
  }

  @Override
  public String range() {
    return type.range();
  }

  @Override
  public Map<String, Object> schema() {
    return type.schema();
  }
}
