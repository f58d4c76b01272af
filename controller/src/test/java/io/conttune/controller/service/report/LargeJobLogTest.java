package io.conttune.controller.service.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.controller.loop.StepOutcome.News;
import io.conttune.core.SettableClock;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.time.Stopwatch;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.Decision.HoldReason;
import io.conttune.core.tuning.Decision.Step;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.LimitsOf;
import io.conttune.core.tuning.OperatorEvidence;
import io.conttune.core.tuning.Provisioning;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lines about a job of so many operators that nobody would read a line that names all. */
class LargeJobLogTest {
  private static final int OPERATORS = 1500;
  private static final int BUSIEST = 7;
  private static final int READABLE_BYTES = 16 * 1024;
  private static final String COLUMNS = "some_column, ".repeat(30);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<Event> events = new ArrayList<>();
  private final JobLog log = new JobLog(events::add, URI.create("http://127.0.0.1:8081"), clock);

  @Test
  void aDecisionNamesTheOperatorsThatChangeTheBusiestFirst() throws Exception {
    decide(rescale(OPERATORS, i -> i % 50 == 0), Outcome.STARTED);

    Event decision = only(EventName.DECISION);
    assertThat(bytes(decision)).isLessThan(READABLE_BYTES);
    assertThat(named(decision, "from"))
        .hasSize(20)
        .first()
        .asString()
        .startsWith("GroupAggregate[1450](");
    assertThat(named(decision, "parallelism"))
        .containsExactlyElementsOf(named(decision, "from"))
        .containsExactlyElementsOf(named(decision, "ability"));
    assertThat(decision.fields())
        .containsEntry(
            "leftOut",
            "1480 more operators, 10 of which change; the decision in the store, and in the file of"
                + " decision-log, names all");
  }

  @Test
  void aDecisionThatChangesFewOperatorsNamesTheBusiestBesideThem() throws Exception {
    decide(rescale(OPERATORS, i -> i == 3), Outcome.STARTED);

    Event decision = only(EventName.DECISION);
    assertThat(numbers(decision)).containsExactly(3);
    assertThat(named(decision, "parallelism")).hasSize(20);
    assertThat(named(decision, "parallelism").subList(0, 2))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("GroupAggregate[3]("),
            second -> assertThat(second).startsWith("GroupAggregate[7]("));
    assertThat(decision.fields().get("leftOut"))
        .asString()
        .startsWith("1480 more operators, none of which changes; ");
  }

  @Test
  void aHoldNamesTheBusiest() throws Exception {
    decide(hold(HoldReason.FITS, Provisioning.NORMAL), Outcome.HELD);

    Event hold = only(EventName.HOLD);
    assertThat(bytes(hold)).isLessThan(READABLE_BYTES);
    assertThat(numbers(hold)).hasSize(20).first().isEqualTo(BUSIEST);
    assertThat(hold.fields().get("leftOut")).asString().startsWith("1480 more operators; ");
  }

  @Test
  void aShortageNamesTheLimitsOfTheBusiest() throws Exception {
    decide(hold(HoldReason.AT_LIMIT, Provisioning.UNDER), Outcome.HELD);

    Event shortage = only(EventName.JOB_SHORT);
    assertThat(bytes(shortage)).isLessThan(READABLE_BYTES);
    assertThat(numbers(shortage)).first().isEqualTo(BUSIEST);
    List<?> limits = (List<?>) shortage.fields().get("limits");
    assertThat(limits.get(0)).asString().startsWith("GroupAggregate[7](");
    assertThat(limits.get(limits.size() - 1))
        .isEqualTo("… and %d more".formatted(OPERATORS - limits.size() + 1));
  }

  @Test
  void theFirstLookNamesTheLargest() throws Exception {
    decide(hold(HoldReason.FITS, Provisioning.NORMAL), Outcome.HELD);

    Event seen = only(EventName.JOB_SEEN);
    assertThat(bytes(seen)).isLessThan(READABLE_BYTES);
    assertThat(seen.fields())
        .containsEntry("leftOut", "1480 more operators; Flink's web interface shows all");
  }

  @Test
  void aJobOfAFewOperatorsIsNamedAsAWhole() throws Exception {
    decide(rescale(20, i -> i == 3), Outcome.STARTED);

    Event decision = only(EventName.DECISION);
    assertThat(named(decision, "parallelism")).hasSize(20);
    assertThat(decision.fields()).doesNotContainKey("leftOut");
  }

  private static Decision rescale(int operators, IntPredicate changes) {
    List<OperatorEvidence> evidence = evidence(operators, changes);
    Map<OperatorId, Integer> wanted = new HashMap<>();
    evidence.forEach(operator -> wanted.put(operator.id(), operator.chosen()));
    String reason =
        evidence.stream()
            .filter(operator -> operator.chosen() != 2)
            .map(operator -> "%s 2 → %d".formatted(operator.name(), operator.chosen()))
            .collect(joining(", "));
    return new Decision.Rescale(
        Step.SMALL,
        wanted,
        reason,
        new Evidence("informed", Provisioning.UNDER, evidence, List.of()));
  }

  /** Every operator but the source is saturated where the job is short. */
  private static Decision hold(HoldReason cause, Provisioning provisioning) {
    return new Decision.Hold(
        cause,
        "it is held",
        new Evidence(
            "informed",
            provisioning,
            evidence(OPERATORS, i -> false).stream()
                .map(
                    operator ->
                        provisioning == Provisioning.UNDER
                            ? busier(operator, 0.9 + operator.metrics().usefulTime() / 10)
                            : operator)
                .toList(),
            List.of()));
  }

  private static List<OperatorEvidence> evidence(int operators, IntPredicate changes) {
    return IntStream.range(0, operators)
        .mapToObj(
            i ->
                new OperatorEvidence(
                    id(i),
                    name(i),
                    measured(i, operators).of(id(i)),
                    OptionalDouble.of(1234.56),
                    OptionalDouble.of(1543.2),
                    List.of(),
                    changes.test(i) ? 4 : 2,
                    "the rates ask for it",
                    OptionalDouble.empty()))
        .toList();
  }

  /** The later operators are the busier ones, but one is busier than all. */
  private static JobMetrics measured(int i, int operators) {
    double busy = i == BUSIEST ? 0.7 : 0.1 + 0.5 * i / operators;
    return new JobFixture().vertex(id(i).value(), 2, 900, 900, busy).metrics();
  }

  private static OperatorEvidence busier(OperatorEvidence operator, double busy) {
    return new OperatorEvidence(
        operator.id(),
        operator.name(),
        operator.metrics().withBusiest(busy),
        operator.targetRate(),
        operator.capacityWanted(),
        operator.candidates(),
        operator.chosen(),
        operator.why(),
        operator.carriedShare());
  }

  private static OperatorId id(int i) {
    return new OperatorId("%032x".formatted(i));
  }

  private static String name(int i) {
    return "GroupAggregate[%d](groupBy=[%s])".formatted(i, COLUMNS);
  }

  private void decide(Decision decision, Outcome outcome) throws Exception {
    JobSnapshot snapshot = snapshot(decision.evidence().operators().size());
    DecisionRecord record =
        new DecisionRecord(
            "wide", "job-1", clock.instant(), outcome, List.of(), decision, Optional.empty());
    Map<OperatorId, String> ceilings =
        snapshot.graph().vertices().stream()
            .collect(Collectors.toMap(JobVertex::id, v -> "parallelism.max is 2; raise it"));
    StepOutcome outcomeOfStep =
        new StepOutcome.Decided(
            snapshot,
            measured(1, 2),
            record,
            new LimitsOf.Fit.Known(new Limits(Map.of()), List.of(), ceilings),
            News.NEW,
            Optional.empty());
    log.hear(new LoopNews.Stepped(outcomeOfStep, Stopwatch.start(clock), Optional.empty()));
  }

  private JobSnapshot snapshot(int operators) throws Exception {
    FakeJobMonitor monitor = new FakeJobMonitor("wide", clock);
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 2, FakeJobMonitor.COUNT, 2));
    monitor.reshape(
        graph ->
            new JobGraph(
                IntStream.range(0, operators)
                    .mapToObj(
                        i ->
                            new JobVertex(id(i), name(i), List.of(name(i)), 2, OptionalInt.empty()))
                    .toList(),
                List.of()));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }

  private Event only(EventName name) {
    List<Event> found = events.stream().filter(event -> event.name() == name).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static int bytes(Event event) {
    return event.fields().toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> named(Event event, String field) {
    Set<?> names = ((Map<?, ?>) event.fields().get(field)).keySet();
    return names.stream().map(String::valueOf).toList();
  }

  /** The numbers in the names of the operators whose rate is told. */
  private static List<Integer> numbers(Event event) {
    return named(event, "rate").stream()
        .map(name -> Integer.valueOf(name.replaceFirst("GroupAggregate\\[(\\d+)].*", "$1")))
        .toList();
  }
}
