package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelinePoint;
import io.conttune.benchmark.run.TimelineRescale;
import io.conttune.benchmark.run.Timelines;
import io.conttune.chart.Axis;
import io.conttune.chart.Layer;
import io.conttune.chart.Plot;
import io.conttune.chart.Vertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.gp.LogLogSurrogate;
import io.conttune.gp.RbfSurrogate;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {
  private static final DemoWorkload WORKLOAD = DemoWorkload.STANDARD;

  @TempDir Path folder;

  private static Timeline timeline() {
    Timeline timeline = Timelines.empty(100L, 60L);
    TimelineRescale rescale = Timelines.rescale(10, Step.BIG, Stage.VERIFIED);
    String second = rescale.entry().launchedJobId();
    for (int at = 0; at <= 40; at++) {
      if (at <= 10) {
        timeline.add(Timelines.point(at, Timelines.FIRST_RUN, 20 * at, 4));
      } else if (at > 13) {
        timeline.add(Timelines.point(at, second, Math.max(0, 200 - 20 * (at - 13)), 8));
      }
    }
    timeline.add(rescale);
    return timeline;
  }

  private static Demo.Result result(Timeline timeline, History history) {
    TotalsAudit audit = new TotalsAudit(12_800, 12_800, 0, 0);
    return new Demo.Result(
        DemoSummary.of(timeline, WORKLOAD, audit, 1, 0.8), timeline, history, new RbfSurrogate());
  }

  private static History learnt() {
    List<Observation> observations = new ArrayList<>();
    for (int parallelism : List.of(4, 8)) {
      for (OperatorId id : List.of(Timelines.SPLITTER, Timelines.COUNT)) {
        String operator = id.equals(Timelines.COUNT) ? "count" : "splitter";
        double ability = WORKLOAD.processingAbility(operator, parallelism);
        observations.add(new Observation(id, parallelism, 0.98 * ability, Timelines.START));
        observations.add(new Observation(id, parallelism, 1.01 * ability, Timelines.START));
      }
    }
    return new History(5, observations);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void holdsTheSummaryAndOnePictureOfEachKind() throws IOException {
    DemoReport.Pictures pictures =
        new DemoReport(folder).write(result(timeline(), learnt()), WORKLOAD);

    assertThat(pictures).isEqualTo(new DemoReport.Pictures.Drawn());
    assertThat(files())
        .containsExactly(
            "model-count.png",
            "model-splitter.png",
            "rates-count.png",
            "rates-splitter.png",
            "summary.json",
            "timeline.png");
    for (String file : files()) {
      if (file.endsWith(".png")) {
        BufferedImage image = ImageIO.read(folder.resolve(file).toFile());
        assertThat(image.getWidth()).as(file).isEqualTo(2000);
        assertThat(colors(image)).as(file).hasSizeGreaterThan(20);
      }
    }
  }

  @Test
  void showsWhenTheJobWasDownAndDrawsNoLineAcross() {
    RunLines lines = new RunLines(timeline());

    assertThat(lines.downtimes()).containsExactly(new Plot.Band(11, 13));
    assertThat(lines.end()).isEqualTo(40);
    assertThat(lines.measured(TimelinePoint::backlog))
        .filteredOn(vertex -> vertex.x() > 10 && vertex.x() < 14)
        .hasSize(1)
        .allMatch(vertex -> Double.isNaN(vertex.y()));
    // What was deployed is known up to the stop and from the start, also without a look.
    assertThat(lines.held(point -> point.operators().get("count").parallelism()))
        .contains(new Vertex(11, 4), Vertex.gap(11), new Vertex(13, 8));
  }

  @Test
  void showsWhatWasDecidedWhenAndTheSlotsOfTheJob() {
    Plot slots = new DemoFigures(timeline(), WORKLOAD).timeline().plots().get(1);

    assertThat(slots.layers())
        .extracting(Layer::name)
        .contains("slots of the job", "decided: big", "decided: small");
    assertThat(new RunLines(timeline()).decided(Step.BIG))
        .singleElement()
        .extracting(Vertex::x)
        .isEqualTo(10.0);
    assertThat(new RunLines(timeline()).decided(Step.SMALL)).isEmpty();
  }

  @Test
  void explainsTheHeadroomOfAModelsAnswer() {
    ModelFigure figure = new ModelFigure(WORKLOAD, new LogLogSurrogate(), 0.8);

    Plot plot = figure.of("count", Timelines.COUNT, learnt()).orElseThrow().plots().get(0);

    assertThat(plot.title())
        .matches("count: (more than )?\\d+ subtasks for 180 lines/s at 80 % \\(loglog\\)");
    assertThat(plot.notes()).extracting(Plot.Note::text).contains("60 lines/s at 80 %");
    assertThat(plot.x().ticks()).isEqualTo(Axis.Ticks.WHOLE);
  }

  @Test
  void hasNoModelOfAnOperatorThatWasNeverObserved() throws IOException {
    new DemoReport(folder).write(result(timeline(), History.empty(5)), WORKLOAD);

    assertThat(files()).noneMatch(file -> file.startsWith("model-"));
  }

  @Test
  void isWrittenOfADemoInWhichNothingWasSeen() throws IOException {
    new DemoReport(folder).write(result(Timelines.empty(60L), History.empty(5)), WORKLOAD);

    assertThat(files()).contains("summary.json", "timeline.png");
  }

  @Test
  void replacesAnEarlierReportAndNothingElse() throws IOException {
    new DemoReport(folder).write(result(timeline(), learnt()), WORKLOAD);
    Files.writeString(folder.resolve("decisions.jsonl"), "{}");
    Files.writeString(folder.resolve("notes.txt"), "mine");

    new DemoReport(folder).prepare();

    assertThat(files()).containsExactly("notes.txt");
  }

  private static Set<Integer> colors(BufferedImage image) {
    Set<Integer> colors = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x += 3) {
      for (int y = 0; y < image.getHeight(); y += 3) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }
}
