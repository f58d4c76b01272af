package io.conttune.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Durations are measured by the time that passes. An instant of the wall clock is for people, for
 * it may jump, and another controller has another clock.
 */
final class TimeRules {
  /** The modules that measure or decide. */
  private static final List<String> MODULES =
      List.of("core", "gp", "ds2", "bigsmall", "informed", "collector", "controller");

  /** The few classes that compare instants, and what is nested in them, by their reason. */
  private static final Map<String, Set<String>> COMPARING =
      Map.of(
          "the instants are of one Flink, or of one database",
          Set.of(
              "controller.rescale.plan.CheckpointFacts",
              "controller.rescale.rest.RestJobRuns",
              "controller.store.StoredRows",
              "core.rescale.RescaleTimes",
              "core.rescale.SchedulerRescale"),
          "the instants are dated by PollClock",
          Set.of(
              "collector.MetricsWindow",
              "collector.WindowPieces",
              "collector.CounterMetrics",
              "collector.GaugeMetrics",
              "collector.Bursts",
              "collector.VertexOutput",
              "controller.loop.ObservationKeeper",
              "core.rates.LoadWatch"),
          "the instants are dated by PollClock, and by LookDates over restarts",
          Set.of(
              "controller.loop.LookDates",
              "core.tuning.StandingBacklog",
              "informed.AbilityShifts",
              "informed.FormerAbility",
              "informed.KnownCurve",
              "informed.OwedBacklog"),
          "it finds out whether the wall clock has jumped",
          Set.of("collector.PollClock", "controller.loop.LastStep"),
          "the journal has no other measure of what came before its newest entry",
          Set.of("controller.loop.RescaleAge"),
          "it reads what an earlier version has written",
          Set.of("controller.store.EarlierEntries"),
          "a file was written after an entry of the journal, both by the wall clock",
          Set.of("controller.rescale.launch.CommandLaunches"),
          "the start time of a process is its identity",
          Set.of("controller.rescale.launch.CommandHost"),
          "a person means a time of day",
          Set.of(
              "controller.api.SavingsDocuments",
              "controller.api.SlotHistory",
              "controller.command.HandoverCommand",
              "controller.command.PastTime",
              "controller.store.DecisionSearch"),
          "it finds out whether two machines have the same time of day",
          Set.of("controller.trial.JobCheckup"));

  private static final Map<String, Set<String>> COMPARISONS =
      Map.of(
          "java.time.Instant", Set.of("isBefore", "isAfter", "until", "compareTo"),
          "java.time.Duration", Set.of("between"),
          "java.time.temporal.ChronoUnit", Set.of("between"),
          "java.lang.System", Set.of("currentTimeMillis"));

  private TimeRules() {}

  static ArchRule durationsAreNotMeasuredByInstants(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            MODULES.stream().map(module -> root + "." + module + "..").toArray(String[]::new))
        .and(DescribedPredicate.describe("are not listed", type -> !mayCompare(root, type)))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("a comparison of instants", TimeRules::isComparison));
  }

  /** The full names of the listed classes that compare no instants, or are not there. */
  static Set<String> listedInVain(String root, Iterable<JavaClass> classes) {
    Set<String> listed = listed(root).collect(Collectors.toSet());
    for (JavaClass type : classes) {
      if (type.getAccessesFromSelf().stream().anyMatch(TimeRules::isComparison)) {
        listed.removeIf(name -> isOrIsIn(name, type));
      }
    }
    return listed;
  }

  private static Stream<String> listed(String root) {
    return COMPARING.values().stream().flatMap(Set::stream).map(name -> root + "." + name);
  }

  private static boolean mayCompare(String root, JavaClass type) {
    return listed(root).anyMatch(name -> isOrIsIn(name, type));
  }

  private static boolean isOrIsIn(String name, JavaClass type) {
    return type.getFullName().equals(name) || type.getFullName().startsWith(name + "$");
  }

  /** A call, or a reference to a method such as {@code begin::isBefore}. */
  private static boolean isComparison(JavaAccess<?> access) {
    return COMPARISONS
        .getOrDefault(access.getTargetOwner().getFullName(), Set.of())
        .contains(access.getTarget().getName());
  }
}
