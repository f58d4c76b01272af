package io.conttune.controller.config.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A value in a short form for the usual case, or a mapping that can say more.
 *
 * @param brief the short form
 * @param mapping the long form
 * @param isBrief whether the short form says all of a value
 */
public record ShapedType<T>(ValueType<T> brief, Section<T> mapping, Predicate<T> isBrief)
    implements ValueType<T> {
  public ShapedType {
    Objects.requireNonNull(brief, "brief");
    Objects.requireNonNull(mapping, "mapping");
    Objects.requireNonNull(isBrief, "isBrief");
  }

  @Override
  public Optional<T> read(Place place) {
    return place.given().mapping().isPresent() ? mapping.read(place) : brief.read(place);
  }

  @Override
  public Optional<Object> write(T value) {
    return isBrief.test(value) ? brief.write(value) : mapping.write(value);
  }

  @Override
  public void check(T value) throws Mismatch {
    if (isBrief.test(value)) {
      brief.check(value);
    } else {
      mapping.check(value);
    }
  }

  @Override
  public Optional<Section<?>> section() {
    return Optional.of(mapping);
  }

  @Override
  public String range() {
    return brief.range() + ", or a mapping";
  }

  /** By {@code if}, so that an editor names the fault of the form that was meant. */
  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("if", Map.of("type", "object"));
    schema.put("then", mapping.schema());
    schema.put("else", brief.schema());
    schema.put("type", List.of("object", "array", "string", "number", "boolean"));
    return schema;
  }
}
