package io.conttune.benchmark.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.benchmark.bench.BenchPlan.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The report folder. Each finished cell has a file in it, so that a run that was ended early goes
 * on where it was: a cell that was run with the same settings is not run again.
 */
final class BenchFolder {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;
  private final BenchPlan plan;

  BenchFolder(BenchPlan plan) {
    this.folder = plan.report();
    this.plan = plan;
  }

  /** The inputs on which a result depends. */
  record Key(
      String query,
      String tuner,
      int steps,
      long stepMillis,
      long seed,
      double targetUtilization,
      String flink,
      String workload) {}

  /** A finished cell, as it stands in its file. */
  record Kept(Key key, CellResult result) {}

  /**
   * Makes the folder if need be.
   *
   * @throws IOException if it cannot be made or written
   */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, "write-", ".probe"));
  }

  /** The result of a cell that was run with the same settings. */
  Optional<CellResult> kept(Cell cell) throws IOException {
    try {
      Kept kept = MAPPER.readValue(Files.readString(file(cell)), Kept.class);
      return Optional.of(kept).filter(each -> each.key().equals(key(cell))).map(Kept::result);
    } catch (NoSuchFileException | JsonProcessingException notThereOrNotOurs) {
      return Optional.empty();
    }
  }

  /** Keeps a result. It is in the folder whole or not at all. */
  void keep(Cell cell, CellResult result) throws IOException {
    write(file(cell), MAPPER.writeValueAsString(new Kept(key(cell), result)));
  }

  /** Writes a document for people or programs. */
  void write(String name, String text) throws IOException {
    write(folder.resolve(name), text);
  }

  /** A new file for the decisions of a cell. */
  Path decisions(Cell cell) throws IOException {
    Path file = folder.resolve("decisions-" + cell.name() + ".jsonl");
    Files.deleteIfExists(file);
    return file;
  }

  private void write(Path file, String text) throws IOException {
    Path unfinished = Files.createTempFile(folder, "unfinished-", ".tmp");
    Files.writeString(unfinished, text);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(Cell cell) {
    return folder.resolve("cell-" + cell.name() + ".json");
  }

  private Key key(Cell cell) {
    BenchPlan.Settings settings = plan.settings();
    return new Key(
        cell.workload().name(),
        cell.tuner().label(),
        settings.steps(),
        settings.stepDuration().toMillis(),
        settings.seed(),
        settings.targetUtilization(),
        plan.target().label(),
        cell.workload().description());
  }
}
