package io.conttune.controller.config.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A value as it stands in a file, with its position. Nothing is known yet of what it means. */
public sealed interface Given {
  /** The first character of the value. */
  Position position();

  /** The form of the value in words, for a message. */
  String shape();

  /** What is wrong where a single value is expected, such as "is a list". */
  default String complaint() {
    return "is " + shape();
  }

  /** This as a single value; empty if it is none. */
  default Optional<Scalar> scalar() {
    return Optional.empty();
  }

  /** This as a list; empty if it is none. */
  default Optional<Items> list() {
    return Optional.empty();
  }

  /** This as a mapping; empty if it is none. */
  default Optional<Mapping> mapping() {
    return Optional.empty();
  }

  /** Whether there is a key without a value. */
  default boolean isEmpty() {
    return false;
  }

  /**
   * This value where another one holds that it does not change: of two mappings, the keys of both.
   * A key that has no value here is in neither.
   */
  default Given over(Given other) {
    return this;
  }

  /** The same as texts, lists and maps, without positions. */
  Object bare();

  /** No value, although there is a key: {@code mode:} with nothing behind it. */
  record Empty(Position position) implements Given {
    public Empty {
      Objects.requireNonNull(position, "position");
    }

    @Override
    public String shape() {
      return "empty";
    }

    @Override
    public String complaint() {
      return "has no value";
    }

    @Override
    public boolean isEmpty() {
      return true;
    }

    @Override
    public Object bare() {
      return "";
    }
  }

  /**
   * A single value.
   *
   * @param text as it was typed, without quotes
   * @param quoted whether it stood in quotes, and so is text even if it looks like a number
   */
  record Scalar(Position position, String text, boolean quoted) implements Given {
    public Scalar {
      Objects.requireNonNull(position, "position");
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String shape() {
      return "a single value";
    }

    @Override
    public Optional<Scalar> scalar() {
      return Optional.of(this);
    }

    @Override
    public Object bare() {
      return text;
    }
  }

  /** A list of values. */
  record Items(Position position, List<Given> items) implements Given {
    public Items {
      Objects.requireNonNull(position, "position");
      items = List.copyOf(items);
    }

    @Override
    public String shape() {
      return "a list";
    }

    @Override
    public Optional<Items> list() {
      return Optional.of(this);
    }

    @Override
    public Object bare() {
      return items.stream().map(Given::bare).toList();
    }
  }

  /** Keys with values, in the order of the file. One key may stand twice. */
  record Mapping(Position position, List<Entry> entries) implements Given {
    public Mapping {
      Objects.requireNonNull(position, "position");
      entries = List.copyOf(entries);
    }

    @Override
    public String shape() {
      return "a mapping of keys";
    }

    @Override
    public Optional<Mapping> mapping() {
      return Optional.of(this);
    }

    @Override
    public Given over(Given other) {
      return other.mapping().<Given>map(this::over).orElse(this);
    }

    private Mapping over(Mapping other) {
      Map<String, Entry> below = other.byKey();
      List<Entry> merged = new ArrayList<>();
      for (Entry entry : entries) {
        Optional<Entry> covered =
            entry.key().scalar().map(Scalar::text).flatMap(name -> known(below.remove(name)));
        if (covered.isEmpty()) {
          merged.add(entry);
        } else if (!entry.value().isEmpty()) {
          merged.add(new Entry(entry.key(), entry.value().over(covered.get().value())));
        }
      }
      merged.addAll(below.values());
      return new Mapping(position, merged);
    }

    private static Optional<Entry> known(Entry entry) {
      return Optional.ofNullable(entry);
    }

    private Map<String, Entry> byKey() {
      Map<String, Entry> byKey = new LinkedHashMap<>();
      entries.forEach(
          entry -> entry.key().scalar().ifPresent(key -> byKey.putIfAbsent(key.text(), entry)));
      return byKey;
    }

    @Override
    public Object bare() {
      Map<String, Object> bare = new LinkedHashMap<>();
      byKey().forEach((key, entry) -> bare.put(key, entry.value().bare()));
      return bare;
    }
  }

  /** A key and its value. */
  record Entry(Given key, Given value) {
    public Entry {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
    }
  }
}
