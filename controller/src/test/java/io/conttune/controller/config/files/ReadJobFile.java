package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The file of a job that a test has written, and what the service reads from it. */
record ReadJobFile(Path file, Reading<JobConfig> reading) {
  /**
   * Writes a file into that directory and reads it.
   *
   * @param environment the variables that {@code ${env:NAME}} may name
   */
  static ReadJobFile of(Path directory, String yaml, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(directory.resolve("job.yaml"), yaml);
    return new ReadJobFile(file, new ConfigReader(environment).job(file));
  }

  JobConfig valid() {
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<JobConfig>) reading).value();
  }

  /** The faults without the name of the file. */
  List<String> faults() {
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<JobConfig>) reading)
        .faults().stream().map(fault -> fault.toString().replace(file + ":", "")).toList();
  }
}
