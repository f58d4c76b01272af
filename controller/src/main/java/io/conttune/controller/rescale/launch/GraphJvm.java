package io.conttune.controller.rescale.launch;

import io.conttune.graphbuilder.GraphBuilderProgram;
import io.conttune.graphbuilder.GraphFiles;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds job graphs in a JVM of the same Java as this one, with the Flink of the user. */
final class GraphJvm implements GraphProgram {
  /** What Flink needs of a JDK 17 or later. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.lang.reflect",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  /** Enough for the planner of SQL; by default it would be a quarter of the machine. */
  private static final String LARGEST_HEAP = "-Xmx1g";

  /** Its input stays open: the process ends when the controller does. */
  @Override
  public Process start(GraphFiles files, List<String> libraries) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(files, libraries));
    // Options for the JVM of the controller, such as a debugger's port, are not for this one.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder
        .directory(files.directory().toFile())
        .redirectErrorStream(true)
        .redirectOutput(Redirect.to(files.output().toFile()))
        .start();
  }

  private static List<String> command(GraphFiles files, List<String> libraries) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name : OPENED) {
      command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", LARGEST_HEAP));
    // What Flink unpacks goes with the directory: a process that is killed removes nothing.
    command.add("-Djava.io.tmpdir=" + files.directory());
    command.addAll(List.of("-cp", FlinkLibraries.classPath(GraphFiles.class, libraries)));
    command.addAll(List.of(GraphBuilderProgram.MAIN_CLASS, files.directory().toString()));
    return command;
  }
}
