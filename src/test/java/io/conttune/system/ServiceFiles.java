package io.conttune.system;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.JobConfigYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a service with one job.
 *
 * @param service its conttune.yaml
 */
record ServiceFiles(Path service) {
  static ServiceFiles write(Path directory, JobConfig job) throws IOException {
    return write(directory, "data/conttune", job);
  }

  /** The files of a service with this value of the key store. */
  static ServiceFiles write(Path directory, String store, JobConfig job) throws IOException {
    Path service = directory.resolve("conttune.yaml");
    Files.writeString(service, "store: " + store + "\njobs: jobs\nlisten: 127.0.0.1:0\n");
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.writeString(jobs.resolve("job.yaml"), JobConfigYaml.write(job));
    return new ServiceFiles(service);
  }

  /** The controller's process, logging all it does. */
  ChildJvm run() throws IOException {
    return run("debug");
  }

  ChildJvm run(String logLevel) throws IOException {
    return ChildJvm.start(
        service.getParent(), "run", "--config", service.toString(), "--log-level", logLevel);
  }
}
