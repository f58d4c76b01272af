package io.conttune.controller.config.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list; a single value stands for a list of one.
 *
 * @param item type of its values
 * @param emptyFault the fault of an empty list; empty if it has none
 */
record ListType<T>(ValueType<T> item, Optional<String> emptyFault) implements ValueType<List<T>> {
  @Override
  public Optional<List<T>> read(Place place) {
    Optional<Given.Items> list = place.given().list();
    return list.isPresent() ? read(place, list.get().items()) : item.read(place).map(List::of);
  }

  private Optional<List<T>> read(Place place, List<Given> items) {
    List<T> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      item.read(place.item(i, items.get(i))).ifPresent(values::add);
    }
    if (items.isEmpty() && emptyFault.isPresent()) {
      place.fault(emptyFault.get());
      return Optional.empty();
    }
    return values.size() == items.size() ? Optional.of(values) : Optional.empty();
  }

  @Override
  public Optional<Object> write(List<T> value) {
    // A list of its own: the same empty one twice would be written as an anchor and an alias.
    List<Object> written = new ArrayList<>();
    for (T each : value) {
      item.write(each).ifPresent(written::add);
    }
    return Optional.of(written);
  }

  @Override
  public void check(List<T> value) throws Mismatch {
    if (value.isEmpty() && emptyFault.isPresent()) {
      throw new Mismatch(emptyFault.get());
    }
    for (T each : value) {
      item.check(each);
    }
  }

  @Override
  public String range() {
    return "list of: " + item.range();
  }

  @Override
  public Map<String, Object> schema() {
    int least = emptyFault.isPresent() ? 1 : 0;
    Map<String, Object> list = Map.of("type", "array", "items", item.schema(), "minItems", least);
    return Map.of("anyOf", List.of(item.schema(), list));
  }
}
