package io.conttune.benchmark.simulator.workload;

import io.conttune.controller.config.yaml.YamlFile;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The workloads that are built in, and those in files. */
public final class Workloads {
  /** The names of the built-in workloads, which have the paper's rates [ContTune §6]. */
  public static final List<String> NAMES = List.of("wordcount", "q1", "q2", "q3", "q5", "q8");

  private Workloads() {}

  /** All built-in workloads. */
  public static List<Workload> builtIn() {
    return NAMES.stream().map(Workloads::builtIn).toList();
  }

  /**
   * The workload of this name.
   *
   * @throws IllegalArgumentException if there is no workload of this name
   */
  public static Workload builtIn(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no workload is called " + name);
    }
    return YamlFile.read(name, resource(name), WorkloadKeys::read)
        .match(
            workload -> workload,
            faults -> {
              throw new IllegalStateException(
                  "the workload that is built in has faults: " + faults);
            });
  }

  /** The workload in a file of YAML or JSON, or all that is wrong with it. */
  public static Reading<Workload> file(Path file) {
    return YamlFile.read(file, WorkloadKeys::read);
  }

  private static String resource(String name) {
    try (InputStream in = Workloads.class.getResourceAsStream(name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
