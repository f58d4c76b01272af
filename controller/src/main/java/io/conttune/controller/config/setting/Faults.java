package io.conttune.controller.config.setting;

import io.conttune.controller.input.Fault;
import java.util.ArrayList;
import java.util.List;

/** Collects the faults of one file while it is read, and the mappings that were met on the way. */
public final class Faults {
  private final String file;
  private final List<Fault> found = new ArrayList<>();
  private final List<MappingReader> mappings = new ArrayList<>();

  /** No faults yet in the file of this name. */
  public Faults(String file) {
    this.file = file;
  }

  /** Adds a fault at a position of the file, or of another one whose settings hold for it too. */
  public void at(Position position, String path, String message) {
    found.add(new Fault(position.file(), position.line(), position.column(), path, message));
  }

  /** Adds a fault of the file as a whole. */
  public void ofFile(String message) {
    found.add(Fault.ofFile(file, "", message));
  }

  void watch(MappingReader mapping) {
    mappings.add(mapping);
  }

  int count() {
    return found.size();
  }

  /** All faults, once every key that is known has been asked for. */
  public List<Fault> finish() {
    mappings.forEach(MappingReader::reportUnknown);
    mappings.clear();
    return found.stream().sorted().toList();
  }
}
