package io.conttune.controller.config.yaml;

import io.conttune.controller.config.setting.Faults;
import io.conttune.controller.config.setting.Given;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.setting.Place;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.controller.input.TextFile;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Opens one YAML file of one document, whose top is a mapping. Builds no objects from tags. */
public final class YamlFile {
  /** Files of people have few; many of them are an attack or a mistake. */
  private static final int MOST_ALIASES = 20;

  private static final int DEEPEST_NESTING = 20;
  private static final int MOST_BYTES = 1_000_000;

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @param complete what the file says, with what holds where it says nothing
   * @param binding asks for every key that is known; what it returns counts only if nothing was
   *     wrong
   */
  public static <T> Reading<T> read(
      Path file, UnaryOperator<Given> complete, Function<MappingReader, T> binding) {
    Faults faults = new Faults(file.toString());
    return bound(file.toString(), text(file, faults), faults, complete, binding);
  }

  /** The keys at the top of a file, whatever is wrong with them; empty if it has none. */
  public static Optional<List<String>> peek(Path file) {
    Faults none = new Faults(file.toString());
    return text(file, none)
        .flatMap(known -> compose(file.toString(), known, none))
        .flatMap(given -> MappingReader.of(Place.top(given, none)))
        .map(MappingReader::peek);
  }

  /** Reads a file that says all there is. */
  public static <T> Reading<T> read(Path file, Function<MappingReader, T> binding) {
    return read(file, UnaryOperator.identity(), binding);
  }

  /**
   * Reads a text that is no file of the user's.
   *
   * @param name under which its faults are reported
   */
  public static <T> Reading<T> read(String name, String text, Function<MappingReader, T> binding) {
    return bound(name, Optional.of(text), new Faults(name), UnaryOperator.identity(), binding);
  }

  private static <T> Reading<T> bound(
      String name,
      Optional<String> text,
      Faults faults,
      UnaryOperator<Given> complete,
      Function<MappingReader, T> binding) {
    Optional<T> value =
        text.flatMap(known -> compose(name, known, faults))
            .map(complete)
            .flatMap(given -> MappingReader.of(Place.top(given, faults)))
            .map(binding);
    List<Fault> found = faults.finish();
    return value.isPresent() ? Reading.of(value.get(), found) : new Reading.Faulty<>(found);
  }

  private static Optional<String> text(Path file, Faults faults) {
    List<Fault> unreadable = new ArrayList<>();
    Optional<String> text = TextFile.read(file, MOST_BYTES).valueOr(unreadable);
    unreadable.forEach(fault -> faults.ofFile(fault.message()));
    return text.map(read -> isJson(file) ? read.replace('\t', ' ') : read);
  }

  /** JSON is YAML but for tabs, which it allows between values and nowhere else. */
  private static boolean isJson(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }

  private static Optional<Given> compose(String name, String text, Faults faults) {
    try {
      Optional<Node> node =
          Optional.ofNullable(new Yaml(options()).compose(new StringReader(text)));
      if (node.isEmpty()) {
        faults.ofFile("is empty, expected a mapping of keys");
        return Optional.empty();
      }
      return Optional.of(new GivenNodes(name).given(node.get()));
    } catch (MarkedYAMLException e) {
      faults.at(
          GivenNodes.position(name, e.getProblemMark()),
          "",
          "is no YAML of one document: " + problem(e));
    } catch (YAMLException e) {
      faults.ofFile("is no YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST_NESTING);
    options.setCodePointLimit(MOST_BYTES);
    return options;
  }

  private static String problem(MarkedYAMLException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
  }
}
