package io.conttune.core.rescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.graph.Graphs;
import io.conttune.core.rescale.ArgumentTemplate.Filling;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArgumentTemplateTest {
  @Test
  void putsTheParallelismOfTheWholeJobInItsPlace() {
    ArgumentTemplate template =
        new ArgumentTemplate(List.of("-p=${parallelism}", "$${parallelism}"));

    assertThat(template.hasOneOfJob()).isTrue();
    assertThat(template.operators()).isEmpty();
    assertThat(template.fill(Graphs.wordCount(), Map.of(), OptionalInt.of(7)))
        .isEqualTo(new Filling.Filled(List.of("-p=7", "$${parallelism}")));
  }

  @Test
  void fillsEachPlaceholderWithTheParallelismOfItsVertex() {
    ArgumentTemplate template =
        new ArgumentTemplate(
            List.of(
                "--count",
                "${parallelism:count words}",
                "all=${parallelism:lines},${parallelism:" + "c".repeat(32) + "}"));

    Filling filling =
        template.fill(
            Graphs.wordCount(), Map.of(Graphs.COUNT, 9, Graphs.SINK, 5), OptionalInt.empty());

    assertThat(filling).isEqualTo(new Filling.Filled(List.of("--count", "9", "all=2,5")));
  }

  @Test
  void escapesAndReferencesToSecretsStayUntilTheArgumentsAreSent() {
    List<String> arguments =
        List.of("$${HOME}/$1 $${parallelism:count words}", "\\$ costs 5$", "x${env:A}${file:/b}");
    ArgumentTemplate template = new ArgumentTemplate(arguments);

    Filling filling = template.fill(Graphs.wordCount(), Map.of(), OptionalInt.empty());

    assertThat(filling).isEqualTo(new Filling.Filled(arguments));
    assertThat(template.operators()).isEmpty();
  }

  @Test
  void listsTheCandidatesOfEveryPlaceholderThatSelectsNotOneVertex() {
    ArgumentTemplate template =
        new ArgumentTemplate(List.of("${parallelism:parse}", "${parallelism:nobody}"));

    Filling filling = template.fill(Graphs.wordCount(), Map.of(), OptionalInt.empty());

    assertThat(filling).isInstanceOf(Filling.Unfilled.class);
    List<String> reasons = ((Filling.Unfilled) filling).reasons();
    assertThat(reasons).hasSize(2);
    assertThat(reasons.get(0)).contains("several", "\"parse\"", "a".repeat(32), "c".repeat(32));
    assertThat(reasons.get(1)).contains("no job vertex", "\"nobody\"", "\"count words\"");
  }

  @Test
  void tellsWhichOperatorsItNames() {
    ArgumentTemplate template =
        new ArgumentTemplate(
            List.of("${parallelism:out}", "x${parallelism:out}${parallelism:count words}"));

    assertThat(template.operators()).containsExactly("count words", "out");
  }

  @Test
  void refusesMalformedPlaceholders() {
    for (String argument :
        List.of("${parallelism:}", "${parallelism:a", "${other:a}", "${", "${parallelism:a${b}}")) {
      assertThatThrownBy(() -> new ArgumentTemplate(List.of(argument)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(argument);
    }
  }
}
