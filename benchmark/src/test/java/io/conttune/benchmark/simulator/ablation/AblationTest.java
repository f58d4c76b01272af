package io.conttune.benchmark.simulator.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.conttune.benchmark.simulator.ablation.AblationResult.Column;
import io.conttune.benchmark.simulator.ablation.AblationResult.Worth;
import io.conttune.benchmark.simulator.report.AblationText;
import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.benchmark.simulator.workload.Workloads;
import io.conttune.informed.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AblationTest {
  private static final Worth GOOD = new Worth(1, 1.02, 1.01);

  private static Comparison asked() {
    Scheduled ramp = new Scheduled(Workloads.builtIn("q2"), new Schedule.Own());
    return new Comparison(List.of(ramp), List.of(Contender.INFORMED), Settings.of(1));
  }

  @Test
  void theCompleteTunerIsInformedAsItIsCompared() throws InterruptedException {
    Score informed = asked().run().total(Contender.INFORMED);

    AblationResult result =
        new Ablation(asked(), List.of(AblationSetting.AS_ASKED), List.of(Part.MODEL)).run();

    assertThat(result.columns()).hasSize(1);
    assertThat(result.columns().get(0).complete().restarts())
        .isEqualTo(informed.reconfigurationsPerTuning());
    assertThat(result.columns().get(0).without()).containsOnlyKeys(Part.MODEL);
  }

  @Test
  void aPartPaysWhereLeavingItOutMakesAFigureWorse() {
    AblationResult result =
        new AblationResult(
            List.of(Part.ABILITY_SHIFTS, Part.BRACKET),
            List.of(
                column("1.0", Part.ABILITY_SHIFTS, new Worth(1.2, 1.02, 1.01)),
                column("0.8", Part.ABILITY_SHIFTS, new Worth(1, 1.021, 1.012))));

    assertThat(result.paysUnder(Part.ABILITY_SHIFTS)).containsExactly("1.0");
    assertThat(result.paysUnder(Part.BRACKET)).isEmpty();
  }

  @Test
  void theTableHasARowForEachPart() {
    AblationResult result =
        new AblationResult(
            List.of(Part.ABILITY_SHIFTS, Part.BRACKET),
            List.of(column("1.0", Part.ABILITY_SHIFTS, new Worth(1.2, Double.NaN, 1.01))));

    assertThat(AblationText.lines(result))
        .contains(
            "| part left out | 1.0 | pays under |",
            "| none | 1.00, 1.020, 1.01 |  |",
            "| ability-shifts | 1.20, –, 1.01 | all |",
            "| bracket | 1.00, 1.020, 1.01 | none |",
            "| bracket | keeps between what is proven too few and what is proven enough |");
  }

  @Test
  void theDocumentHasNoNumberWhereThereIsNone() throws IOException {
    AblationResult result =
        new AblationResult(
            List.of(Part.ABILITY_SHIFTS, Part.BRACKET),
            List.of(column("1.0", Part.ABILITY_SHIFTS, new Worth(1.2, Double.NaN, 1.01))));

    JsonNode document = JsonMapper.builder().build().readTree(AblationText.json(result));

    JsonNode without = document.at("/settings/0/without/ability-shifts");
    assertThat(without.get("reconfigurationsPerTuning").asDouble()).isEqualTo(1.2);
    assertThat(without.get("slotsAgainstOracle").isNull()).isTrue();
    assertThat(document.at("/settings/0/complete/slotsAgainstOracle").asDouble()).isEqualTo(1.02);
  }

  @Test
  void theStandardSettingsAreThoseByWhichTunersAreJudged() {
    List<Comparison> played =
        AblationSetting.STANDARD.stream().map(setting -> setting.applied(asked())).toList();

    assertThat(AblationSetting.STANDARD.stream().map(AblationSetting::label))
        .doesNotHaveDuplicates();
    assertThat(played.stream().map(each -> each.settings().targetUtilization().orElseThrow()))
        .containsOnly(1.0, 0.8);
    assertThat(played.stream().map(each -> each.settings().drift())).contains(1.0, 0.88, 0.7);
    assertThat(played.stream().map(each -> each.settings().rateError())).contains(0.0, 0.03, 0.1);
    assertThat(played.stream().map(each -> each.workloads().get(0).workload().sourceRate()))
        .contains(SourceRateKnowledge.KNOWN, SourceRateKnowledge.UNKNOWN);
  }

  /** A column in which all figures are good but those without one part. */
  private static Column column(String setting, Part part, Worth without) {
    return new Column(setting, GOOD, Map.of(Part.BRACKET, GOOD, part, without));
  }
}
