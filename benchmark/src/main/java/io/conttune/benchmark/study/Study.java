package io.conttune.benchmark.study;

import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.Point;
import io.conttune.gp.RbfSurrogate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Compares contenders on measured and on drawn histories. The same seeds, the same tables. */
final class Study {
  static final List<StudiedModel> CONTENDERS =
      List.of(
          new SurrogateContender(new RbfSurrogate()),
          new SurrogateContender(new LogLogSurrogate()),
          new LinearInterpolation(),
          new Ds2Line(),
          new UslMean(),
          new UslWithResidual());
  static final List<Double> NOISES = List.of(0.01, 0.03, 0.12);

  private final Shape.Parameters parameters;
  private final long firstSeed;
  private final int seeds;

  Study(Shape.Parameters parameters, long firstSeed, int seeds) {
    this.parameters = parameters;
    this.firstSeed = firstSeed;
    this.seeds = seeds;
  }

  /** One table per measured history, noise, and shape. */
  List<StudyTable> tables(List<Point> measured) {
    List<StudyTable> tables = new ArrayList<>();
    tables.add(
        table(
            "measured: README of the paper, Q1's mapper",
            List.of(PredictionTask.measured(measured))));
    Map<Shape, List<PredictionTask>> byShape = new EnumMap<>(Shape.class);
    for (double noise : NOISES) {
      List<PredictionTask> trials = new ArrayList<>();
      for (Shape shape : Shape.values()) {
        List<PredictionTask> drawn = drawn(shape, noise);
        byShape.computeIfAbsent(shape, any -> new ArrayList<>()).addAll(drawn);
        trials.addAll(drawn);
      }
      tables.add(table("drawn: all shapes, noise %.0f %%".formatted(100 * noise), trials));
    }
    byShape.forEach(
        (shape, trials) ->
            tables.add(table("drawn: %s, all noises".formatted(shape.title()), trials)));
    return tables;
  }

  private List<PredictionTask> drawn(Shape shape, double noise) {
    return LongStream.range(firstSeed, firstSeed + seeds)
        .mapToObj(seed -> PredictionTask.drawn(shape, parameters, noise, seed))
        .toList();
  }

  private StudyTable table(String title, List<PredictionTask> trials) {
    Map<StudiedModel, Map<HoldingBack, PredictionErrors>> scores = new LinkedHashMap<>();
    for (StudiedModel contender : CONTENDERS) {
      Map<HoldingBack, PredictionErrors> row = new EnumMap<>(HoldingBack.class);
      for (HoldingBack way : HoldingBack.values()) {
        row.put(way, score(contender, way, trials));
      }
      scores.put(contender, row);
    }
    return new StudyTable(title, trials.size(), scores);
  }

  private PredictionErrors score(
      StudiedModel contender, HoldingBack way, List<PredictionTask> trials) {
    PredictionErrors score = new PredictionErrors();
    for (PredictionTask trial : trials) {
      for (HoldingBack.Split split : way.splits(trial.points(), firstSeed)) {
        StudiedModel.Estimate estimate = contender.fit(split.seen());
        for (Point asked : split.asked()) {
          int parallelism = asked.parallelism();
          score.add(estimate, parallelism, trial.truth().applyAsDouble(parallelism));
        }
      }
    }
    return score;
  }
}
