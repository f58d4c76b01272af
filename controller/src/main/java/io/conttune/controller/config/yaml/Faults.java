package io.conttune.controller.config.yaml;

import io.conttune.controller.input.Fault;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects the faults of one file while it is read, and the mappings that were met on the way. */
final class Faults {
  private final String file;
  private final List<Fault> found = new ArrayList<>();
  private final List<YamlSection> mappings = new ArrayList<>();

  Faults(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  /** Marks count from 0, people from 1. */
  void at(Mark mark, String path, String message) {
    found.add(new Fault(file, mark.getLine() + 1, mark.getColumn() + 1, path, message));
  }

  void ofFile(String message) {
    found.add(Fault.ofFile(file, "", message));
  }

  void watch(YamlSection keys) {
    mappings.add(keys);
  }

  /** All faults, once every key that is known has been asked for. */
  List<Fault> finish() {
    mappings.forEach(YamlSection::reportUnknown);
    mappings.clear();
    return found.stream().sorted().toList();
  }
}
