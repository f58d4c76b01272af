package io.conttune.controller.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Opens one YAML file of one document, whose top is a mapping. Builds no objects from tags. */
final class YamlFile {
  /** Files of people have few; many of them are an attack or a mistake. */
  private static final int MOST_ALIASES = 20;

  private static final int DEEPEST_NESTING = 20;
  private static final int MOST_CHARACTERS = 1_000_000;

  private YamlFile() {}

  /** The keys at the top; empty if there are none to speak of, which is reported. */
  static Optional<Keys> open(Path file, Faults faults) {
    return text(file, faults)
        .flatMap(text -> compose(text, faults))
        .flatMap(node -> top(node, faults));
  }

  private static Optional<String> text(Path file, Faults faults) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      faults.ofFile("there is no such file");
    } catch (AccessDeniedException e) {
      faults.ofFile("may not be read by this user");
    } catch (CharacterCodingException e) {
      faults.ofFile("is not UTF-8 text");
    } catch (IOException e) {
      faults.ofFile("cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<Node> compose(String text, Faults faults) {
    try {
      Optional<Node> node =
          Optional.ofNullable(new Yaml(options()).compose(new StringReader(text)));
      if (node.isEmpty()) {
        faults.ofFile("is empty, expected a mapping of keys");
      }
      return node;
    } catch (MarkedYAMLException e) {
      faults.at(e.getProblemMark(), "", "is no YAML of one document: " + problem(e));
    } catch (YAMLException e) {
      faults.ofFile("is no YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST_NESTING);
    options.setCodePointLimit(MOST_CHARACTERS);
    return options;
  }

  private static String problem(MarkedYAMLException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
  }

  private static Optional<Keys> top(Node node, Faults faults) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(Keys.of(mapping, "", faults));
    }
    faults.at(node.getStartMark(), "", "is " + Kind.shape(node) + ", expected a mapping of keys");
    return Optional.empty();
  }
}
