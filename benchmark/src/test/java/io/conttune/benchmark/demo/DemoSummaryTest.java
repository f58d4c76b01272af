package io.conttune.benchmark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.benchmark.jobs.ledger.TotalsAudit;
import io.conttune.benchmark.run.Timeline;
import io.conttune.benchmark.run.TimelineRescale;
import io.conttune.benchmark.run.Timelines;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.Decision.Step;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
  private static final TotalsAudit CLEAN = new TotalsAudit(8000, 8000, 0, 0);

  /** Two steps: the first ends at parallelism 8, the second is not seen to its end. */
  private static DemoSummary summary(TotalsAudit audit) {
    Timeline timeline = Timelines.empty(100L, 60L);
    for (int second = 0; second <= 25; second++) {
      String jobId = second < 4 ? Timelines.FIRST_RUN : "second";
      timeline.add(Timelines.point(second, jobId, 0, second < 4 ? 4 : 8));
    }
    timeline.add(Timelines.rescale(1, Step.BIG, Stage.VERIFIED));
    timeline.add(Timelines.rescale(7, Step.SMALL, Stage.ROLLED_BACK));
    timeline.add(Timelines.rescale(26, Step.SMALL, Stage.VERIFIED));
    timeline.add(
        new TimelineRescale(
            Timelines.planned(33, Step.SMALL).to(Stage.ABANDONED, Timelines.at(34), "given up"),
            Timelines.at(34),
            Timelines.at(34)));
    return DemoSummary.of(timeline, DemoWorkload.STANDARD, audit, 7, 0.8);
  }

  @Test
  void countsReconfigurationsThatTouchedTheJob() {
    DemoSummary summary = summary(CLEAN);

    assertThat(summary.tunings()).isEqualTo(2);
    assertThat(summary.reconfigurations()).isEqualTo(3);
    assertThat(summary.bigReconfigurations()).isEqualTo(1);
    assertThat(summary.reconfigurationsPerTuning()).isEqualTo(1.5);
    assertThat(summary.steps()).extracting(DemoSummary.Step::restarts).containsExactly(2, 1);
    assertThat(summary.steps())
        .extracting(DemoSummary.Step::downtimeSeconds)
        .containsExactly(4.0, 2.0);
  }

  @Test
  void tellsTheParallelismAtTheEndOfAStepAndWhatItNeeded() {
    DemoSummary.Step first = summary(CLEAN).steps().get(0);

    assertThat(first.rate()).isEqualTo(100);
    assertThat(first.parallelism()).isEqualTo(Map.of("source", 4, "splitter", 8, "count", 8));
    assertThat(first.neededParallelism())
        .isEqualTo(DemoWorkload.STANDARD.neededParallelism(100, 0.8));
  }

  @Test
  void succeedsOnlyIfEveryStepWasSustainedAndNothingIsLostOrDuplicated() {
    assertThat(summary(CLEAN).succeeded()).isFalse();
    assertThat(summary(CLEAN).failures())
        .containsExactly(
            "step 2 (60 lines/s) was not sustained: the job was seen for only 0.0 of the last"
                + " 10 s");
    assertThat(summary(new TotalsAudit(8000, 8000, 1, 1)).failures())
        .hasSize(2)
        .first()
        .isEqualTo("1 records lost, 1 duplicated");
  }

  @Test
  void succeedsIfEverythingIsWell() {
    Timeline timeline = Timelines.empty(100L);
    for (int second = 0; second <= 20; second++) {
      timeline.add(Timelines.point(second, Timelines.FIRST_RUN, 0, 8));
    }
    TotalsAudit audit = new TotalsAudit(8000, 8000, 0, 0);
    TotalsAudit lossy = new TotalsAudit(8000, 7999, 1, 0);

    assertThat(DemoSummary.of(timeline, DemoWorkload.STANDARD, audit, 1, 0.8).succeeded()).isTrue();
    assertThat(DemoSummary.of(timeline, DemoWorkload.STANDARD, lossy, 1, 0.8).succeeded())
        .isFalse();
  }

  @Test
  void isWrittenUnderTheNamesThatReadersKnow() throws IOException {
    JsonNode json = new JsonMapper().readTree(SummaryJson.write(summary(CLEAN)));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "seed",
            "tunings",
            "reconfigurations",
            "bigReconfigurations",
            "reconfigurationsPerTuning",
            "recordsEmitted",
            "recordsCounted",
            "recordsLost",
            "recordsDuplicated",
            "targetUtilization",
            "steps");
    assertThat(json.path("steps").path(0).fieldNames())
        .toIterable()
        .containsExactly(
            "rate",
            "sustained",
            "ground",
            "parallelism",
            "neededParallelism",
            "restarts",
            "downtimeSeconds");
    assertThat(json.path("recordsEmitted").asLong()).isEqualTo(8000);
    assertThat(json.at("/steps/0/sustained").isBoolean()).isTrue();
    assertThat(json.at("/steps/0/parallelism/splitter").asInt()).isEqualTo(8);
  }

  @Test
  void roundsToThreeDecimals() throws IOException {
    Timeline timeline = Timelines.empty(100L, 60L, 60L);
    timeline.add(Timelines.rescale(1, Step.BIG, Stage.VERIFIED));

    DemoSummary summary = DemoSummary.of(timeline, DemoWorkload.STANDARD, CLEAN, 1, 0.8);

    assertThat(SummaryJson.write(summary)).contains("\"reconfigurationsPerTuning\" : 0.333,");
    assertThat(SummaryJson.write(summary)).contains("\"downtimeSeconds\" : 2.0");
  }

  @Test
  void isToldToAPersonInATable() {
    assertThat(SummaryText.of(summary(CLEAN)))
        .containsExactly(
            "step  lines/s  sustained      splitter         count  restarts   downtime",
            "   1      100        yes         8 (6)         8 (6)         2      4.0 s",
            "   2       60         NO         8 (4)         8 (3)         1      2.0 s",
            "of each operator: parallelism at the end (least that carries the rate at 80 %)",
            "2 tunings, 3 reconfigurations (1 of the Big phase), 1.50 per tuning",
            "reconfigurations: 2 in the first half of the schedule, 1 in the second",
            "8000 records emitted, 8000 counted, 0 lost, 0 duplicated")
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void countsOneThingInTheSingular() {
    Timeline timeline = Timelines.empty(100L);
    timeline.add(Timelines.rescale(1, Step.BIG, Stage.VERIFIED));

    DemoSummary summary = DemoSummary.of(timeline, DemoWorkload.STANDARD, CLEAN, 1, 0.8);

    assertThat(SummaryText.of(summary))
        .contains("1 tuning, 1 reconfiguration (1 of the Big phase), 1.00 per tuning");
  }

  @Test
  void hasNoHalvesIfTheStepsAreOdd() {
    DemoSummary summary =
        DemoSummary.of(Timelines.empty(60L), DemoWorkload.STANDARD, CLEAN, 1, 0.8);

    assertThat(SummaryText.of(summary)).noneMatch(line -> line.contains("half"));
  }
}
