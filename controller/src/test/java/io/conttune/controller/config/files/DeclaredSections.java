package io.conttune.controller.config.files;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.setting.ListedSetting;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.core.secret.SecretLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The sections of the two kinds of file, as their settings declare them. */
final class DeclaredSections {
  private static final String NONE = "—";

  private DeclaredSections() {}

  static Section<ServiceConfig> service() {
    return ServiceConfig.section(
        new ConfigFileContext(SecretLookup.NONE, Path.of("conttune.yaml")));
  }

  static Section<JobConfig> job() {
    return JobConfig.section(new ConfigFileContext(SecretLookup.NONE, Path.of("job.yaml")));
  }

  /** The section at this path below another, for example {@code rescale.savepoints}. */
  static Section<?> at(Section<?> top, String path) {
    Section<?> section = top;
    for (String key : path.split("\\.", -1)) {
      section =
          section.settings().stream()
              .map(ListedSetting::setting)
              .filter(setting -> setting.key().equals(key))
              .flatMap(setting -> setting.type().section().stream())
              .findFirst()
              .orElseThrow(() -> new AssertionError("no section " + path));
    }
    return section;
  }

  /**
   * A table of Markdown with one row per setting; those of sections in it are left to their own.
   */
  static String table(Section<?> section) {
    List<String> lines = new ArrayList<>();
    lines.add("| key | default | values | meaning |");
    lines.add("|---|---|---|---|");
    section.settings().forEach(listed -> lines.add(row(listed)));
    return String.join("\n", lines) + "\n";
  }

  private static String row(ListedSetting listed) {
    Setting<?> setting = listed.setting();
    String condition =
        listed.conditions().stream().map(DeclaredSections::condition).collect(Collectors.joining());
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.key(), standard(setting), setting.type().range(), setting.text() + condition);
  }

  private static String condition(ListedSetting.Condition condition) {
    return " Only with `%s: %s`."
        .formatted(
            condition.key(),
            condition.words().stream().map(String::valueOf).collect(Collectors.joining("` or `")));
  }

  private static <T> String standard(Setting<T> setting) {
    if (setting.missing().isPresent()) {
      return "required";
    }
    ValueType<T> type = setting.type();
    return type.section().isPresent() || setting.standardText().isEmpty()
        ? NONE
        : "`" + setting.standardText() + "`";
  }
}
