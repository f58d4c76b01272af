package io.conttune.harness;

import io.conttune.audited.NumberedInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One job with its input and its options.
 *
 * @param name of the job
 * @param directory for what it writes
 * @param input what its source emits
 * @param costNanos of a record in the count
 * @param more arguments by name, without the dashes
 */
public record AuditedRun(
    String name, Path directory, NumberedInput input, long costNanos, Map<String, String> more) {
  private static final int KEYS = 64;
  private static final int PARTITIONS = 4;
  static final int MAX_PARALLELISM = 64;

  /**
   * A job whose input begins now.
   *
   * @param parent an existing directory; the job writes to one of its name in it
   * @param more arguments by name, without the dashes
   */
  static AuditedRun startingNow(String name, Path parent, Load load, Map<String, String> more)
      throws IOException {
    Path directory = Files.createDirectory(parent.resolve(name));
    NumberedInput input =
        new NumberedInput(
            PARTITIONS,
            load.perSecond(),
            System.currentTimeMillis(),
            load.payloadBytes(),
            directory.resolve("end").toString());
    return new AuditedRun(name, directory, input, load.costNanos(), more);
  }

  /** The program's arguments with this in the place of each parallelism. */
  public List<String> arguments(String source, String count) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "name", name);
    add(arguments, "directory", directory.toString());
    add(arguments, "parallelism.source", source);
    add(arguments, "parallelism.count", count);
    add(arguments, "max-parallelism", MAX_PARALLELISM);
    add(arguments, "partitions", input.partitions());
    add(arguments, "rate", input.perSecond());
    add(arguments, "start", input.startMillis());
    add(arguments, "payload", input.payloadBytes());
    add(arguments, "keys", KEYS);
    add(arguments, "cost-nanos", costNanos);
    more.forEach((key, value) -> add(arguments, key, value));
    return arguments;
  }

  private static void add(List<String> arguments, String name, Object value) {
    arguments.add("--" + name);
    arguments.add(String.valueOf(value));
  }

  /** The arguments with placeholders, as a job's YAML has them. */
  List<String> template() {
    return arguments("${parallelism:Source: source}", "${parallelism:count}");
  }

  /** The arguments of a launch; the source has one subtask. */
  List<String> arguments(int count) {
    return arguments("1", String.valueOf(count));
  }

  /** The arguments of a launch whose count has the default parallelism of the job. */
  List<String> followingArguments() {
    return arguments(0);
  }

  /** Ends the input shortly after now; returns how many records it has then. */
  long endSoon() throws IOException {
    return input.endSoon();
  }

  /**
   * What was counted, once the job has finished.
   *
   * @param records of the input
   */
  Audit audit(long records) throws IOException {
    return Audit.of(input, records, KEYS, directory);
  }
}
