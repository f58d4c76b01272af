package io.conttune.benchmark.demo;

import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.chart.NoFontException;
import io.conttune.chart.Picture;
import io.conttune.core.graph.OperatorId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The report folder of a demo. */
final class DemoReport {
  static final String SUMMARY = "summary.json";

  /**
   * The file that the controller writes while the demo runs. The other files are written at its
   * end.
   */
  static final String DECISIONS = "decisions.jsonl";

  static final String TIMELINE = "timeline.png";

  private static final String ALL =
      "{%s,%s,%s,model-*.png,rates-*.png}".formatted(SUMMARY, DECISIONS, TIMELINE);

  private final Path folder;

  DemoReport(Path folder) {
    this.folder = folder;
  }

  /** The outcome of drawing the pictures. */
  sealed interface Pictures {
    /** The reason why there are none, and what would help; empty if they are in the folder. */
    Optional<String> missing();

    /** They are in the folder. */
    record Drawn() implements Pictures {
      @Override
      public Optional<String> missing() {
        return Optional.empty();
      }
    }

    /** There are none, and what would help. */
    record Left(String reason) implements Pictures {
      @Override
      public Optional<String> missing() {
        return Optional.of(reason);
      }
    }
  }

  /**
   * Makes the folder if need be, removes an earlier demo's report and nothing else from it.
   *
   * @throws IOException if the folder cannot be made or written
   */
  void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, "write-", ".probe"));
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, ALL)) {
      for (Path file : earlier) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Writes the summary and the pictures; without a font there is a report all the same.
   *
   * @throws IOException if a file cannot be written
   */
  Pictures write(Demo.Result result, DemoWorkload workload) throws IOException {
    Files.writeString(folder.resolve(SUMMARY), SummaryJson.write(result.summary()));
    try {
      for (Map.Entry<String, Picture> picture : pictures(result, workload).entrySet()) {
        picture.getValue().writePng(folder.resolve(picture.getKey()));
      }
      return new Pictures.Drawn();
    } catch (NoFontException e) {
      return new Pictures.Left(e.getMessage());
    }
  }

  private static Map<String, Picture> pictures(Demo.Result result, DemoWorkload workload) {
    Timeline timeline = result.timeline();
    DemoFigures figures = new DemoFigures(timeline, workload);
    ModelFigure models =
        new ModelFigure(workload, result.surrogate(), result.summary().targetUtilization());
    Map<String, Picture> pictures = new LinkedHashMap<>();
    pictures.put(TIMELINE, figures.timeline());
    for (String operator : workload.tunedOperators()) {
      pictures.put("rates-" + operator + ".png", figures.rates(operator));
      idOf(operator, timeline)
          .flatMap(id -> models.of(operator, id, result.history()))
          .ifPresent(picture -> pictures.put("model-" + operator + ".png", picture));
    }
    return pictures;
  }

  private static Optional<OperatorId> idOf(String operator, Timeline timeline) {
    return timeline.points().stream()
        .map(point -> point.operators().get(operator))
        .map(TimelinePoint.Operator::id)
        .findFirst();
  }
}
