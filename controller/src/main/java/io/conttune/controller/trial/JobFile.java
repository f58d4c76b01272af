package io.conttune.controller.trial;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A file of a job that was tried, ready for the service: it recommends, and says in comments what
 * acting takes.
 *
 * @param job that it is of
 * @param path of the file
 */
public record JobFile(JobConfig job, Path path) {
  private static final int LONGEST_NAME = 60;

  /**
   * A file in a directory for each of these jobs, named after the job. Where two names would be the
   * same, the later one gets a number.
   */
  public static List<JobFile> in(Path directory, List<JobConfig> jobs) {
    Set<String> taken = new HashSet<>();
    List<JobFile> files = new ArrayList<>();
    for (JobConfig job : jobs) {
      String plain = plainName(job.job());
      String name = plain;
      for (int number = 2; !taken.add(name); number++) {
        name = plain + "-" + number;
      }
      files.add(new JobFile(job, directory.resolve(name + ".yaml")));
    }
    return files;
  }

  private static String plainName(String job) {
    String name =
        job.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? "job" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
  }

  /** Whether there is such a file already. */
  public boolean exists() {
    return Files.exists(path);
  }

  /**
   * Writes it, once the reader of the service has taken it. Makes its directory.
   *
   * @throws IOException if it cannot be written, or is there already
   * @throws IllegalStateException if the reader refuses it, which is a defect
   */
  public void write() throws IOException {
    String text = text();
    check(text);
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
  }

  private static void check(String text) throws IOException {
    Path draft = Files.createTempFile("conttune-job", ".yaml");
    try {
      Files.writeString(draft, text);
      Reading<JobConfig> reading = new ConfigReader(Map.of()).job(draft);
      List<Fault> faults = reading.match(read -> List.of(), found -> found);
      if (!faults.isEmpty()) {
        throw new IllegalStateException("the file would be refused: " + Fault.lines(faults));
      }
    } finally {
      Files.delete(draft);
    }
  }

  String text() {
    return """
        # One job for the service: conttune run --config conttune.yaml, with jobs: of this directory.
        # It recommends. docs/configuration.md lists every key.
        job: %s
        flink: %s
        mode: recommend

        # To let ContTune act, set mode: act, say what the sinks do with records that come twice,
        # and how the job is started. docs/launching.md tells which launch fits.
        # sinks: transactional
        # rescale:
        #   savepoint-directory: file:///var/flink/savepoints
        #   jar: job.jar
        """
        .formatted(quoted(job.job()), job.flink().urls().get(0));
  }

  /** In double quotes, where YAML knows escapes for all characters. */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    name.codePoints()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
              } else if (character < ' ' || character > '~') {
                quoted.append(String.format(Locale.ROOT, "\\U%08x", character));
              } else {
                quoted.appendCodePoint(character);
              }
            });
    return quoted.append('"').toString();
  }
}
