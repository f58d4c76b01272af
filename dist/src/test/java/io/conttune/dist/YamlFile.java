package io.conttune.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads YAML files of one document. */
final class YamlFile {
  private YamlFile() {}

  static JsonNode read(Path file) throws IOException {
    Object document =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return new JsonMapper().valueToTree(document);
  }
}
