package io.conttune.example;

import io.conttune.core.extension.LauncherExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A launcher that starts a job by the client of a Flink on this machine. */
public final class FlinkRun implements LauncherExtension {
  private static final String CLIENT = "flink";
  private static final String JAR = "jar";

  /** Made by the service. */
  public FlinkRun() {}

  @Override
  public String name() {
    return "flink-run";
  }

  @Override
  public JobLauncher launcher(Map<String, String> settings) {
    String client = required(settings, CLIENT, "the path of Flink's bin/flink");
    String jar = required(settings, JAR, "the path of the job's jar");
    return start -> run(client, jar, start);
  }

  private static String required(Map<String, String> settings, String key, String expected) {
    String text = settings.getOrDefault(key, "");
    if (text.isBlank()) {
      throw new IllegalArgumentException("%s is missing, expected %s".formatted(key, expected));
    }
    return text;
  }

  /** The program takes the parallelism of each operator as an argument with its name. */
  private static void run(String client, String jar, JobStart start)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(client, "run", "--detached", "--fromSavepoint", start.statePath()));
    command.add(jar);
    start
        .operators()
        .forEach(
            (name, parallelism) ->
                command.addAll(List.of("--parallelism." + name, String.valueOf(parallelism))));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("%s ended with exit code %d".formatted(client, code));
    }
  }
}
