package io.conttune.example;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.conttune.core.extension.SinkExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A sink that writes each event as a line of a file. */
public final class ToFile implements SinkExtension {
  private static final String FILE = "file";

  /** Made by the service. */
  public ToFile() {}

  @Override
  public String name() {
    return "to-file";
  }

  @Override
  public EventSink sink(Map<String, String> settings) {
    String file = settings.getOrDefault(FILE, "");
    if (file.isBlank()) {
      throw new IllegalArgumentException(FILE + " is missing, expected the path of a file");
    }
    Path path = Path.of(file);
    return json -> Files.writeString(path, json + "\n", CREATE, APPEND);
  }
}
