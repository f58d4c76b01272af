package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.ExtensionConfig;
import io.conttune.controller.config.ExtensionLaunchConfig;
import io.conttune.core.extension.LauncherExtension.JobStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a launcher of the user's, as the program of a command. It has a process of its own: however
 * it ends or hangs, that is the end of a command.
 */
public final class LauncherProgram {
  private LauncherProgram() {}

  /** The command that runs this launcher: this program, on the class path of this process. */
  static CommandLaunchConfig command(ExtensionLaunchConfig own) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(LauncherProgram.class.getName(), own.extension().name()));
    own.extension().settings().forEach((key, value) -> words.addAll(List.of(key, value)));
    return new CommandLaunchConfig(words, own.timeout());
  }

  /**
   * Launches a job.
   *
   * @param arguments the name of the extension, then a key and a value for each setting
   */
  public static void main(String[] arguments) {
    try {
      Map<String, String> settings = new LinkedHashMap<>();
      for (int i = 1; i < arguments.length; i += 2) {
        settings.put(arguments[i], arguments[i + 1]);
      }
      ExtensionConfig.LAUNCHER
          .made(new ExtensionConfig(arguments[0], settings))
          .get()
          .launch(start(Path.of(System.getenv("CONTTUNE_REQUEST"))));
      // Threads that the launcher has left must not keep the process.
      Runtime.getRuntime().exit(0);
    } catch (Throwable failed) {
      failed.printStackTrace();
      Runtime.getRuntime().exit(1);
    }
  }

  private static JobStart start(Path request) throws IOException {
    JsonNode json = new ObjectMapper().readTree(Files.readString(request));
    return new JobStart(
        json.path("job").asText(),
        json.path("jobId").asText(),
        json.path("statePath").asText(),
        parallelism(json.path("vertices")),
        parallelism(json.path("operators")));
  }

  private static Map<String, Integer> parallelism(JsonNode json) {
    Map<String, Integer> parallelism = new LinkedHashMap<>();
    json.properties().forEach(each -> parallelism.put(each.getKey(), each.getValue().asInt()));
    return parallelism;
  }
}
