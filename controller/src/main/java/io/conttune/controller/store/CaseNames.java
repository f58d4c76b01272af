package io.conttune.controller.store;

import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The names under which the cases of a sealed type stand in JSON. They are written out, not taken
 * from the names of the classes: a class may be renamed, but the store keeps what it has.
 *
 * @param type the sealed type
 * @param names of all its cases
 */
record CaseNames<T>(Class<T> type, Map<Class<? extends T>, String> names) {
  /**
   * Names that are complete.
   *
   * @throws IllegalArgumentException if a case has no name, or two have the same
   */
  CaseNames {
    names = Map.copyOf(names);
    for (Class<?> each : type.getPermittedSubclasses()) {
      if (!names.containsKey(each)) {
        throw new IllegalArgumentException(
            "%s.%s has no name in JSON; give it one in %s"
                .formatted(
                    type.getSimpleName(), each.getSimpleName(), RecordJson.class.getSimpleName()));
      }
    }
    if (names.values().stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "two cases of %s have the same name in JSON: %s"
              .formatted(type.getSimpleName(), names.values()));
    }
  }

  /** The classes with their names, as Jackson wants them. */
  static NamedType[] all(List<CaseNames<?>> types) {
    return types.stream().flatMap(CaseNames::named).toArray(NamedType[]::new);
  }

  private Stream<NamedType> named() {
    return names.entrySet().stream().map(each -> new NamedType(each.getKey(), each.getValue()));
  }
}
