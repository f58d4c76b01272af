package io.conttune.controller.config.setting;

import io.conttune.controller.input.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the keys of a mapping. Each key that is asked for becomes a known key; what stands in the
 * file and was never asked for is reported at the end. A wrong value is reported and answered by
 * its default, so that reading goes on and finds all faults.
 */
public final class MappingReader {
  private final Place place;
  private final Map<String, Given.Entry> entries = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final Set<String> wrong = new HashSet<>();

  private MappingReader(Place place) {
    this.place = place;
    place.faults().watch(this);
  }

  /** The keys of this mapping; empty if it is none, which is reported. */
  public static Optional<MappingReader> of(Place place) {
    Optional<Given.Mapping> mapping = place.given().mapping();
    if (mapping.isEmpty()) {
      place.fault("is " + place.given().shape() + ", expected a mapping of keys");
      return Optional.empty();
    }
    MappingReader reader = new MappingReader(place);
    mapping.get().entries().forEach(reader::add);
    return Optional.of(reader);
  }

  /** A key that stands twice is a fault. */
  private void add(Given.Entry entry) {
    entry
        .key()
        .scalar()
        .ifPresentOrElse(
            key -> add(key, entry),
            () ->
                place
                    .faults()
                    .at(
                        entry.key().position(),
                        place.path(),
                        "a key is " + entry.key().shape() + ", expected a word"));
  }

  private void add(Given.Scalar key, Given.Entry entry) {
    Given.Entry first = entries.putIfAbsent(key.text(), entry);
    if (first != null) {
      int line = first.key().position().line();
      place.entry(key.text(), key).fault("stands twice, first in line " + line + ", expected once");
    }
  }

  /** Whether the file has this key. */
  public boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /** The names of the keys that stand here, without making them known. */
  public List<String> peek() {
    return List.copyOf(entries.keySet());
  }

  /** The names of all keys that stand here, in their order, for mappings whose keys are free. */
  public List<String> names() {
    known.addAll(entries.keySet());
    return List.copyOf(entries.keySet());
  }

  /** The value of this setting: its default if it is not there or wrong. */
  public <T> T get(Setting<T> setting) {
    if (!has(setting.key())) {
      setting.missing().ifPresent(expected -> missing(setting.key(), expected));
    }
    return get(setting.key(), setting.type(), setting.standard());
  }

  /** The value of this key, or {@code standard} if it is not there. */
  public <T> T get(String key, ValueType<T> type, T standard) {
    return find(key, type).orElse(standard);
  }

  /** The value of this key; empty if it is not there (or wrong, which is reported). */
  public <T> Optional<T> find(String key, ValueType<T> type) {
    return value(key)
        .flatMap(
            value -> {
              int before = place.faults().count();
              Optional<T> found = type.read(value);
              if (place.faults().count() > before) {
                wrong.add(key);
              }
              return found;
            });
  }

  /** The value of this key, which must be there; {@code standIn} only lets the reading go on. */
  public <T> T require(String key, ValueType<T> type, T standIn, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
    return get(key, type, standIn);
  }

  /** A list, or a single value that stands for a list of one; empty if the key is not there. */
  public <T> List<T> list(String key, ValueType<T> type) {
    return get(key, ValueType.listOf(type), List.of());
  }

  /** How many values this key has: the length of a list, 1 of any other value, 0 without a key. */
  public int size(String key) {
    return value(key)
        .map(value -> value.given().list().map(list -> list.items().size()).orElse(1))
        .orElse(0);
  }

  /** A mapping below this key; without keys if it is not there, so that all its defaults hold. */
  public MappingReader section(String key) {
    return findSection(key).orElseGet(() -> empty(place.entry(key, place.given())));
  }

  /** A mapping below this key, if it is there. */
  public Optional<MappingReader> findSection(String key) {
    return value(key).map(value -> of(value).orElseGet(() -> empty(value)));
  }

  private static MappingReader empty(Place place) {
    return new MappingReader(place);
  }

  /** The mappings of a list below this key; none if it is not there. */
  public List<MappingReader> sections(String key) {
    Optional<Place> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    Optional<Given.Items> list = value.get().given().list();
    if (list.isEmpty()) {
      value.get().fault("is " + value.get().given().shape() + ", expected a list of mappings");
      return List.of();
    }
    List<Given> items = list.get().items();
    List<MappingReader> sections = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      of(value.get().item(i, items.get(i))).ifPresent(sections::add);
    }
    return sections;
  }

  /** Whether the value of this key is a mapping. */
  public boolean isSection(String key) {
    return value(key).filter(value -> value.given().mapping().isPresent()).isPresent();
  }

  /**
   * Whether the value of this setting is right, or its default because it is not there. Where it is
   * wrong, the default stands in, and comparing that with other values would report faults that are
   * not there.
   */
  boolean isSound(Setting<?> setting) {
    return !wrong.contains(setting.key());
  }

  /** Whether the rest of the settings stands elsewhere. */
  boolean isPart() {
    return place.isPart();
  }

  /** Reports a key that is known, but must not stand here. */
  public void refuse(String key, String why) {
    if (has(key)) {
      place.entry(key, entries.get(key).key()).fault(why);
    }
  }

  /** Reports a fault at the value of this key, or at the mapping if the key is not there. */
  public void fault(String key, String message) {
    value(key).orElseGet(() -> place.entry(key, place.given())).fault(message);
  }

  /** Reports that this key is missing; the position is that of the mapping that should have it. */
  public void missing(String key, String expected) {
    if (place.isPart()) {
      return;
    }
    place.entry(key, place.given()).fault("is missing, expected " + expected);
  }

  /** Reports every key that nobody asked for. */
  void reportUnknown() {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            place
                .entry(key, entry.key())
                .fault("is not a known key, " + Nearest.expectation(key, known));
          }
        });
  }

  private Optional<Place> value(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key)).map(entry -> place.entry(key, entry.value()));
  }
}
