package io.conttune.controller.config.yaml;

import io.conttune.controller.input.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A cursor on a YAML mapping. Each key that is asked for becomes a known key; what stands in the
 * file and was never asked for is reported at the end. A wrong value is reported and answered by
 * its default, so that reading goes on and finds all faults.
 */
public final class YamlSection {
  private final Faults faults;
  private final String path;
  private final Mark start;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private boolean sound = true;

  private YamlSection(Faults faults, String path, Mark start) {
    this.faults = faults;
    this.path = path;
    this.start = start;
    faults.watch(this);
  }

  /** The keys of a mapping; a key that stands twice is a fault. */
  static YamlSection of(MappingNode node, String path, Faults faults) {
    YamlSection keys = new YamlSection(faults, path, node.getStartMark());
    node.getValue().forEach(keys::add);
    return keys;
  }

  private void add(NodeTuple entry) {
    Node key = entry.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      faults.at(key.getStartMark(), path, "a key is " + ValueType.shape(key) + ", expected a word");
      return;
    }
    NodeTuple first = entries.putIfAbsent(scalar.getValue(), entry);
    if (first != null) {
      int line = first.getKeyNode().getStartMark().getLine() + 1;
      faults.at(
          key.getStartMark(),
          pathOf(scalar.getValue()),
          "stands twice, first in line " + line + ", expected once");
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

  /** The value of this key, or {@code standard} if it is not there. */
  public <T> T get(String key, ValueType<T> kind, T standard) {
    return find(key, kind).orElse(standard);
  }

  /** The value of this key; empty if it is not there (or wrong, which is reported). */
  public <T> Optional<T> find(String key, ValueType<T> kind) {
    return value(key).flatMap(node -> convert(node, pathOf(key), kind));
  }

  /** The value of this key, which must be there; {@code standIn} only lets the reading go on. */
  public <T> T require(String key, ValueType<T> kind, T standIn, String expected) {
    if (!has(key)) {
      missing(key, expected);
    }
    return get(key, kind, standIn);
  }

  /** A list, or a single value that stands for a list of one; empty if the key is not there. */
  public <T> List<T> list(String key, ValueType<T> kind) {
    Optional<Node> node = value(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode sequence)) {
      return convert(node.get(), pathOf(key), kind).stream().toList();
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      convert(sequence.getValue().get(i), pathOf(key) + "[" + i + "]", kind).ifPresent(values::add);
    }
    return values;
  }

  /** How many values this key has: the length of a list, 1 of any other value, 0 without a key. */
  public int size(String key) {
    return value(key)
        .map(node -> node instanceof SequenceNode list ? list.getValue().size() : 1)
        .orElse(0);
  }

  /** A mapping below this key; without keys if it is not there, so that all its defaults hold. */
  public YamlSection section(String key) {
    return findSection(key).orElseGet(() -> new YamlSection(faults, pathOf(key), start));
  }

  /** A mapping below this key, if it is there. */
  public Optional<YamlSection> findSection(String key) {
    return value(key)
        .map(
            node -> {
              if (node instanceof MappingNode mapping) {
                return of(mapping, pathOf(key), faults);
              }
              faults.at(
                  node.getStartMark(),
                  pathOf(key),
                  "is " + ValueType.shape(node) + ", expected a mapping of keys");
              return new YamlSection(faults, pathOf(key), node.getStartMark());
            });
  }

  /** The mappings of a list below this key; none if it is not there. */
  public List<YamlSection> sections(String key) {
    Optional<Node> node = value(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof SequenceNode sequence)) {
      faults.at(
          node.get().getStartMark(),
          pathOf(key),
          "is " + ValueType.shape(node.get()) + ", expected a list of mappings");
      return List.of();
    }
    List<YamlSection> sections = new ArrayList<>();
    for (int i = 0; i < sequence.getValue().size(); i++) {
      String place = pathOf(key) + "[" + i + "]";
      if (sequence.getValue().get(i) instanceof MappingNode mapping) {
        sections.add(of(mapping, place, faults));
      } else {
        Node other = sequence.getValue().get(i);
        faults.at(
            other.getStartMark(),
            place,
            "is " + ValueType.shape(other) + ", expected a mapping of keys");
      }
    }
    return sections;
  }

  /** Whether the value of this key is a mapping. */
  public boolean isSection(String key) {
    return value(key).filter(MappingNode.class::isInstance).isPresent();
  }

  /**
   * Whether every value asked for so far was right. Where one was wrong, its default stands in, and
   * comparing that with other values would report faults that are not there.
   */
  public boolean isSound() {
    return sound;
  }

  /** Reports a key that is known, but must not stand here. */
  public void refuse(String key, String why) {
    if (has(key)) {
      faults.at(entries.get(key).getKeyNode().getStartMark(), pathOf(key), why);
    }
  }

  /** Reports a fault at the value of this key, or at the mapping if the key is not there. */
  public void fault(String key, String message) {
    Mark mark = value(key).map(Node::getStartMark).orElse(start);
    faults.at(mark, pathOf(key), message);
  }

  /** Reports that this key is missing; the position is that of the mapping that should have it. */
  public void missing(String key, String expected) {
    faults.at(start, pathOf(key), "is missing, expected " + expected);
  }

  /** Reports every key that nobody asked for. */
  void reportUnknown() {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            faults.at(
                entry.getKeyNode().getStartMark(),
                pathOf(key),
                "is not a known key, " + Nearest.expectation(key, known));
          }
        });
  }

  private Optional<Node> value(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  private <T> Optional<T> convert(Node node, String place, ValueType<T> kind) {
    try {
      return Optional.of(kind.of(node));
    } catch (Mismatch mismatch) {
      sound = false;
      faults.at(node.getStartMark(), place, mismatch.getMessage());
      return Optional.empty();
    }
  }

  private String pathOf(String key) {
    String name = key.matches("[\\w-]+") ? key : '"' + key + '"';
    return path.isEmpty() ? name : path + "." + name;
  }
}
