package io.conttune.graphbuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A request to build the job graph of a program.
 *
 * @param program whose graph it is
 * @param parallelism of every job vertex, by its id
 * @param maxParallelism of the job vertices whose number of key groups is known, by id
 * @param run the run that the graph is for; empty to see only whether it can be built
 */
public record GraphRequest(
    Program program,
    Map<String, Integer> parallelism,
    Map<String, Integer> maxParallelism,
    Optional<Run> run) {
  private static final String ARGUMENT = "argument.";
  private static final String CONFIGURATION = "configuration.";
  private static final String PARALLELISM = "parallelism.";
  private static final String MAX_PARALLELISM = "max-parallelism.";

  public GraphRequest {
    Objects.requireNonNull(program, "program");
    parallelism = Map.copyOf(parallelism);
    maxParallelism = Map.copyOf(maxParallelism);
    Objects.requireNonNull(run, "run");
  }

  /**
   * A program, and what its main method finds.
   *
   * @param jar name of its file in the directory of the request
   * @param entryClass its main class; empty for that of the jar's manifest
   * @param arguments of the main method
   * @param configuration Flink's, of the cluster and of the job
   * @param parallelism of every operator to which the program gives none; empty for that of the
   *     configuration
   */
  public record Program(
      String jar,
      Optional<String> entryClass,
      List<String> arguments,
      Map<String, String> configuration,
      OptionalInt parallelism) {
    public Program {
      Objects.requireNonNull(jar, "jar");
      Objects.requireNonNull(entryClass, "entryClass");
      arguments = List.copyOf(arguments);
      configuration = Map.copyOf(configuration);
      Objects.requireNonNull(parallelism, "parallelism");
    }
  }

  /**
   * One run of a job.
   *
   * @param jobId 32 hexadecimal digits
   * @param statePath of the savepoint or checkpoint that it starts from
   * @param unclaimedStateIsDropped whether state that no operator claims is no failure
   */
  public record Run(String jobId, String statePath, boolean unclaimedStateIsDropped) {
    public Run {
      Objects.requireNonNull(jobId, "jobId");
      Objects.requireNonNull(statePath, "statePath");
    }
  }

  /** The same request, for this run. */
  public GraphRequest forRun(Run theRun) {
    return new GraphRequest(program, parallelism, maxParallelism, Optional.of(theRun));
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("jar", program.jar());
    program.entryClass().ifPresent(name -> properties.setProperty("entry-class", name));
    for (int i = 0; i < program.arguments().size(); i++) {
      properties.setProperty(ARGUMENT + i, program.arguments().get(i));
    }
    program
        .configuration()
        .forEach((key, value) -> properties.setProperty(CONFIGURATION + key, value));
    program
        .parallelism()
        .ifPresent(number -> properties.setProperty("job-parallelism", String.valueOf(number)));
    parallelism.forEach(
        (id, number) -> properties.setProperty(PARALLELISM + id, String.valueOf(number)));
    maxParallelism.forEach(
        (id, number) -> properties.setProperty(MAX_PARALLELISM + id, String.valueOf(number)));
    run.ifPresent(
        known -> {
          properties.setProperty("job-id", known.jobId());
          properties.setProperty("state-path", known.statePath());
          properties.setProperty(
              "drop-unclaimed-state", String.valueOf(known.unclaimedStateIsDropped()));
        });
    return properties;
  }

  static GraphRequest of(Properties properties) {
    List<String> arguments = new ArrayList<>();
    while (properties.containsKey(ARGUMENT + arguments.size())) {
      arguments.add(properties.getProperty(ARGUMENT + arguments.size()));
    }
    String number = properties.getProperty("job-parallelism");
    return new GraphRequest(
        new Program(
            properties.getProperty("jar"),
            Optional.ofNullable(properties.getProperty("entry-class")),
            arguments,
            below(CONFIGURATION, properties),
            number == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number))),
        numbers(below(PARALLELISM, properties)),
        numbers(below(MAX_PARALLELISM, properties)),
        Optional.ofNullable(properties.getProperty("job-id"))
            .map(
                jobId ->
                    new Run(
                        jobId,
                        properties.getProperty("state-path"),
                        Boolean.parseBoolean(properties.getProperty("drop-unclaimed-state")))));
  }

  static Map<String, String> below(String prefix, Properties properties) {
    Map<String, String> result = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        result.put(name.substring(prefix.length()), properties.getProperty(name));
      }
    }
    return result;
  }

  static Map<String, Integer> numbers(Map<String, String> texts) {
    Map<String, Integer> result = new TreeMap<>();
    texts.forEach((key, text) -> result.put(key, Integer.valueOf(text)));
    return result;
  }
}
