package io.conttune.benchmark.simulator;

import static io.conttune.benchmark.simulator.SimulateOptions.faultOf;

import io.conttune.benchmark.simulator.schedule.LoadUnit;
import io.conttune.benchmark.simulator.schedule.RateFile;
import io.conttune.benchmark.simulator.schedule.RateTrace;
import io.conttune.benchmark.simulator.schedule.Schedule;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.controller.input.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say which rates are played. */
final class ScheduleOptions {
  @Option(
      names = "--schedule",
      paramLabel = "random|single|ramp|spike|diurnal|FILE",
      description =
          "random: six permutations of the workload's rates, each twice; single: a job of its own"
              + " for each rate; or a file of rates (default random for a workload that is built in"
              + " or generated, its own rates for a file).")
  private Optional<String> asked;

  @Option(
      names = "--rate-unit",
      paramLabel = "factor|records/s",
      description =
          "Unit of a file of rates: factors on the unit rates, or records/s of all sources together"
              + " (default what its header says, or factor).")
  private Optional<String> unit;

  ScheduleOptions() {}

  /**
   * The schedule asked for; empty if none was, or if there is a fault.
   *
   * @param step that was asked for
   * @param faults learns what is wrong with the options and the file
   * @return the schedule of each workload: the same rate is another factor for each
   */
  Function<Workload, Optional<Schedule>> read(Optional<String> step, List<Fault> faults) {
    Optional<LoadUnit> told = unit.flatMap(text -> unit(text, faultOf("--rate-unit", faults)));
    Optional<Schedule> named = asked.flatMap(ScheduleOptions::named);
    if (asked.isEmpty() || named.isPresent()) {
      if (unit.isPresent()) {
        faultOf("--rate-unit", faults)
            .accept("is for a file of rates, expected --schedule with a file, or no such option");
      }
      return workload -> named;
    }
    String file = asked.get();
    Optional<RateTrace> trace =
        SimulateOptions.file(
                file, "random, single, ramp, spike, diurnal", faultOf("--schedule", faults))
            .flatMap(path -> SimulateOptions.valid(RateFile.read(path), faults));
    trace.ifPresent(read -> check(read, told, step, faults));
    return workload -> trace.map(read -> read.schedule(file, told, workload.unitRate()));
  }

  private static Optional<Schedule> named(String text) {
    return switch (text) {
      case "random" -> Optional.of(new Schedule.Permutations());
      case "single" -> Optional.of(new Schedule.Singles());
      case "ramp", "spike", "diurnal" ->
          Optional.of(Schedule.Form.valueOf(text.toUpperCase(Locale.ROOT)));
      default -> Optional.empty();
    };
  }

  private static Optional<LoadUnit> unit(String text, Consumer<String> fault) {
    Optional<LoadUnit> known = LoadUnit.of(text);
    if (known.isEmpty()) {
      fault.accept("is \"%s\", expected factor or records/s".formatted(text));
    }
    return known;
  }

  /** What the file says of itself must not be said otherwise. */
  private static void check(
      RateTrace trace, Optional<LoadUnit> told, Optional<String> step, List<Fault> faults) {
    if (told.isPresent() && trace.unit().isPresent() && !told.equals(trace.unit())) {
      faultOf("--rate-unit", faults)
          .accept(
              "is %s, but the header of the file says %s, expected the same or no such option"
                  .formatted(told.get().word(), trace.unit().get().word()));
    }
    if (step.isPresent() && !trace.holds().isEmpty()) {
      faultOf("--step", faults)
          .accept("is %s, but the file has times, expected no such option".formatted(step.get()));
    }
  }
}
