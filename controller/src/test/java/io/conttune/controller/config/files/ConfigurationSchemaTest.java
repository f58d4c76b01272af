package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.conttune.controller.config.setting.ListedSetting;
import io.conttune.controller.config.setting.MappingReader;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.yaml.YamlFile;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The JSON Schemas for editors are made from the settings, and refuse what the service refuses. */
class ConfigurationSchemaTest {
  private static final Path FOLDER = Path.of("../docs/schema");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Values at and beyond the bounds of some setting, as they are typed. */
  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "0.005",
          "0.01",
          "0.5",
          "1",
          "1.5",
          "2",
          "10",
          "10.5",
          "32768",
          "32769",
          "1000000",
          "1000001",
          "2147483647",
          "2147483648",
          "1000000000000",
          "1000000000001",
          "0s",
          "0ms",
          "1ms",
          "199ms",
          "200ms",
          "999ms",
          "1s",
          "2s",
          "3s",
          "59m",
          "1h",
          "8760h",
          "8761h",
          "525600m",
          "525601m",
          "31536000s",
          "31536001s",
          "999999999ms",
          "-1s",
          "5 s",
          "1d",
          "true",
          "false",
          "fixed",
          "auto",
          "act",
          "rbf",
          "no-such-word",
          "'1'",
          "''",
          "' '",
          "/dir",
          "s3://bucket/dir",
          "dir",
          "http://one:8081",
          "http://one?a=b",
          "ftp://one",
          "[http://one, http://two]",
          "[one]",
          "{a: b}",
          "{}",
          "[]",
          "[' ']",
          "[{}]");

  @TempDir private Path directory;

  @Test
  void theFilesAreMadeFromTheSettings() throws IOException {
    GeneratedText.checkFile(
        FOLDER.resolve("conttune.schema.json"),
        text(schema("conttune.yaml, the service", DeclaredSections.service())));
    GeneratedText.checkFile(
        FOLDER.resolve("job.schema.json"),
        text(schema("A job that ContTune tunes", DeclaredSections.job())));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aValueIsRefusedExactlyIfTheServiceRefusesIt(String path, Setting<?> setting)
      throws JsonProcessingException {
    Schema schema = compiled(Map.of("properties", Map.of("key", setting.type().schema())));
    List<String> differences = new ArrayList<>();
    for (String value : VALUES) {
      String yaml = "key: " + value + "\n";
      boolean byService = isRefused(yaml, setting);
      boolean bySchema = !schema.validate(json(yaml)).isEmpty();
      if (byService != bySchema) {
        differences.add(
            "%s: %s is refused by the %s only"
                .formatted(path, value, byService ? "service" : "schema"));
      }
    }

    assertThat(differences).isEmpty();
  }

  private static boolean isRefused(String yaml, Setting<?> setting) {
    return YamlFile.read("job.yaml", yaml, keys -> value(keys, setting))
        instanceof Reading.Faulty<?>;
  }

  private static boolean value(MappingReader keys, Setting<?> setting) {
    return keys.find("key", setting.type()).isPresent();
  }

  /**
   * All but sections, whose settings follow them, and the names of extensions, which only the class
   * path knows.
   */
  static Stream<Arguments> settings() {
    return Stream.concat(
        settings("conttune", DeclaredSections.service()), settings("job", DeclaredSections.job()));
  }

  private static Stream<Arguments> settings(String path, Section<?> section) {
    return section.settings().stream()
        .map(ListedSetting::setting)
        .filter(setting -> !setting.key().equals("extension"))
        .flatMap(
            setting ->
                setting
                    .type()
                    .section()
                    .map(below -> settings(path + "." + setting.key(), below))
                    .orElseGet(() -> Stream.of(Arguments.of(path + "." + setting.key(), setting))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modus: act",
        "metrics: 5s",
        "metrics: {poll: 199ms}",
        "metrics: {pol: 5s}",
        "tuner: {method: ds2, alpha: 3}",
        "tuner: {activation: 2}",
        "parallelism: {operators: {a: {exclude: true, max: 3}}}",
        "parallelism: {operators: {a: {min: 0}}}",
        "rescale: {launch: command, savepoint-directory: /s}",
        "rescale: {launch: command, savepoint-directory: /s, command: a, jar: a.jar}",
        "rescale: {savepoint-directory: /s, launch: overrides, jar: a, savepoints: {keep: 0}}",
      })
  void refusesWhatTheServiceRefusesOfAWholeFile(String line) throws IOException {
    String yaml = "job: WordCount\nflink: http://127.0.0.1:8081\n" + line + "\n";
    Path file = Files.writeString(directory.resolve("job.yaml"), yaml);

    assertThat(new ConfigReader(Map.of()).validate(List.of(file))).isNotEmpty();
    assertThat(compiled(DeclaredSections.job().schema()).validate(json(yaml))).isNotEmpty();
  }

  @Test
  void theExamplesAreValidAndNameTheirSchema() throws IOException {
    for (Path example : DocExamples.all()) {
      String text = Files.readString(example);
      String schema = DocExamples.isService(example) ? "conttune" : "job";
      JsonNode file = JSON.readTree(FOLDER.resolve(schema + ".schema.json").toFile());

      assertThat(text)
          .as("%s", example)
          .startsWith("# yaml-language-server: $schema=")
          .contains("schema/" + schema + ".schema.json\n");
      assertThat(compiled(file).validate(json(text))).as("%s", example).isEmpty();
    }
  }

  private static Map<String, Object> schema(String title, Section<?> section) {
    Map<String, Object> schema = new LinkedHashMap<>(section.schema());
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", title);
    return schema;
  }

  private static String text(Map<String, Object> schema) throws JsonProcessingException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    return JSON.writer(printer).writeValueAsString(schema) + "\n";
  }

  private static Schema compiled(Object schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(JSON.<JsonNode>valueToTree(schema));
  }

  private static JsonNode json(String yaml) {
    return JSON.valueToTree(new Yaml().<Object>load(yaml));
  }
}
