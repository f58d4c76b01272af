package io.conttune.controller.config.files;

import io.conttune.controller.config.FileContext;
import io.conttune.controller.config.JobConfig;
import io.conttune.core.secret.SecretLookup;
import java.nio.file.Path;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes a job's configuration as a YAML file that {@link ConfigReader} reads back equal. */
public final class JobConfigYaml {
  /** Only a reader looks anything up. */
  private static final FileContext UNREAD =
      new ConfigFileContext(SecretLookup.NONE, Path.of("job.yaml"));

  private JobConfigYaml() {}

  /** The text of the file, with every setting that has an effect, defaults too. */
  public static String write(JobConfig config) {
    return new Yaml(options()).dump(JobConfig.section(UNREAD).keys(config));
  }

  private static DumperOptions options() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(2);
    options.setSplitLines(false);
    return options;
  }
}
