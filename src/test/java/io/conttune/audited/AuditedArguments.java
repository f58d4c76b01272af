package io.conttune.audited;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;

/**
 * The command line of the job.
 *
 * <pre>
 * --name NAME  --directory DIRECTORY  --parallelism.source 1  --parallelism.count 2
 * --max-parallelism 64  --partitions 4  --rate 1000  --start epoch-ms
 * --payload 25  --keys 64  --cost-nanos 0
 * --fail-at N  --change-uid-at N  --change-max-parallelism-at N      (of count)
 * --parallelism.count 0         the default parallelism of the job
 * --flink.OPTION VALUE      any option of Flink, for this job alone
 * </pre>
 */
final class AuditedArguments {
  private static final String OPTION = "flink.";

  private final Map<String, String> values = new HashMap<>();

  AuditedArguments(String... commandLine) {
    if (commandLine.length % 2 != 0) {
      throw new IllegalArgumentException("expected pairs of --name and value");
    }
    for (int i = 0; i < commandLine.length; i += 2) {
      values.put(commandLine[i].replaceFirst("^--", ""), commandLine[i + 1]);
    }
  }

  String name() {
    return text("name");
  }

  Path directory() {
    return Path.of(text("directory"));
  }

  int source() {
    return Math.toIntExact(number("parallelism.source"));
  }

  /** The parallelism of the count; 0 for the default of the job. */
  int count() {
    return Math.toIntExact(number("parallelism.count"));
  }

  /** The same as Flink takes it. */
  int countForFlink() {
    return count() == 0 ? ExecutionConfig.PARALLELISM_DEFAULT : count();
  }

  int keys() {
    return Math.toIntExact(number("keys"));
  }

  long costNanos() {
    return number("cost-nanos");
  }

  NumberedInput input() {
    return new NumberedInput(
        Math.toIntExact(number("partitions")),
        number("rate"),
        number("start"),
        Math.toIntExact(number("payload")),
        directory().resolve("end").toString());
  }

  int maxParallelism() {
    int usual = Math.toIntExact(number("max-parallelism"));
    return isNow("change-max-parallelism-at") ? usual / 2 : usual;
  }

  String uidOfTransactional() {
    return isNow("change-uid-at") ? "another-transactional" : "transactional";
  }

  boolean fails() {
    return isNow("fail-at");
  }

  Map<String, String> configuration() {
    Map<String, String> configuration = new HashMap<>();
    // A type that would need Kryo fails the launch instead of costing CPU unseen.
    configuration.put("pipeline.generic-types", "false");
    values.forEach(
        (key, value) -> {
          if (key.startsWith(OPTION)) {
            configuration.put(key.substring(OPTION.length()), value);
          }
        });
    return configuration;
  }

  private boolean isNow(String key) {
    return values.containsKey(key) && number(key) == count();
  }

  long number(String key) {
    return Long.parseLong(text(key));
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("--" + key + " is missing");
    }
    return value;
  }
}
