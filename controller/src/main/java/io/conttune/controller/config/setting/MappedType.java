package io.conttune.controller.config.setting;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A type whose values are checked further, or mean something else in Java. */
record MappedType<T, R>(
    ValueType<T> type,
    Check<T, R> to,
    Function<? super R, ? extends T> from,
    Map<String, Object> schema)
    implements ValueType<R> {
  @Override
  public Optional<R> read(Place place) {
    Optional<T> value = type.read(place);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(to.of(value.get()));
    } catch (Mismatch mismatch) {
      place.fault(mismatch.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public Optional<Object> write(R value) {
    return type.write(from.apply(value));
  }

  @Override
  public void check(R value) throws Mismatch {
    T plain = from.apply(value);
    type.check(plain);
    to.of(plain);
  }

  @Override
  public Optional<Section<?>> section() {
    return type.section();
  }

  @Override
  public String range() {
    return type.range();
  }
}
