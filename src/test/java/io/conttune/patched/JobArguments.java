package io.conttune.patched;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The command line of a job of {@code patch/jobs}. */
public final class JobArguments {
  private final List<String> arguments = new ArrayList<>();

  /**
   * A job of this kind.
   *
   * @param stepSeconds how long each of the rates lasts
   * @param recordsPerSecond from now on
   */
  public JobArguments(String kind, String name, long stepSeconds, Integer... recordsPerSecond) {
    with("kind", kind);
    with("name", name);
    with("start", String.valueOf(Instant.now().toEpochMilli()));
    with("step", String.valueOf(stepSeconds));
    with(
        "rates",
        String.join(",", List.of(recordsPerSecond).stream().map(String::valueOf).toList()));
  }

  /** One more argument. */
  public JobArguments with(String key, String value) {
    arguments.add("--" + key);
    arguments.add(value);
    return this;
  }

  /** As a program is given them. */
  public List<String> list() {
    return List.copyOf(arguments);
  }
}
