package io.conttune.benchmark.simulator;

import io.conttune.benchmark.simulator.ablation.Ablation;
import io.conttune.benchmark.simulator.ablation.AblationSetting;
import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Comparison.Scheduled;
import io.conttune.benchmark.simulator.run.Comparison.Settings;
import io.conttune.benchmark.simulator.run.RunTerms;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import io.conttune.core.DurationText;
import io.conttune.informed.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say what to compare. Values are taken as text, so that all faults are told at
 * once.
 */
final class SimulateOptions {
  static final String COMMAND_LINE = "command line";
  static final String ALL = "all";

  @Option(
      names = "--tuner",
      paramLabel = "A,B,…|all",
      defaultValue = ALL,
      description =
          "oracle, late-oracle, foresight-oracle, lag-oracle, dhalion, ds2, big-ds2, conttune-0,"
              + " conttune-3, conttune-cei, conttune-no-top-k, informed, informed-lag, conttune,"
              + " random, static-peak (default all).")
  private String tuner;

  @Option(
      names = "--ablate",
      paramLabel = "PART,…|all",
      description =
          "Plays informed with each of these parts left out in turn, under the settings by which it"
              + " is judged, or under the one that other options name. No --tuner then.")
  private Optional<String> ablated;

  @Mixin private WorkloadOptions workloads;
  @Mixin private SettingsOptions settings;

  SimulateOptions() {}

  /** The comparison asked for, or everything that is wrong with the options and their files. */
  Reading<Comparison> read() {
    List<Fault> faults = new ArrayList<>();
    List<Contender> contenders = contenders(faultOf("--tuner", faults));
    Settings shared = settings.read(faults);
    List<Scheduled> scheduled = workloads.read(shared.seeds().get(0), faults);
    Comparison comparison = new Comparison(scheduled, contenders, shared);
    parts(faultOf("--ablate", faults));
    if (ablated.isPresent() && !tuner.equals(ALL)) {
      faultOf("--tuner", faults)
          .accept("is %s, but --ablate plays informed, expected no such option".formatted(tuner));
    }
    comparison.tooShort().stream()
        .map(job -> tooShort(shared.terms(), job))
        .forEach(faultOf("--unscored", faults));
    return faults.isEmpty() ? new Reading.Valid<>(comparison) : new Reading.Faulty<>(faults);
  }

  /** Returns whether parts are to be left out, instead of tuners compared. */
  boolean ablates() {
    return ablated.isPresent();
  }

  /** The ablation asked for, if there was no fault. */
  Ablation ablation(Comparison asked) {
    List<AblationSetting> played =
        workloads.nameASetting() || settings.nameASetting()
            ? List.of(AblationSetting.AS_ASKED)
            : AblationSetting.STANDARD;
    return new Ablation(asked, played, parts(message -> {}));
  }

  private List<Part> parts(Consumer<String> fault) {
    List<Part> every = List.of(Part.values());
    if (ablated.isEmpty() || ablated.get().equals(ALL)) {
      return every;
    }
    List<Part> chosen = new ArrayList<>();
    for (String name : names(ablated.get())) {
      Optional<Part> found = every.stream().filter(part -> part.label().equals(name)).findFirst();
      found.filter(part -> !chosen.contains(part)).ifPresent(chosen::add);
      if (found.isEmpty()) {
        fault.accept(
            "knows no \"%s\", expected all or some of %s"
                .formatted(
                    name, every.stream().map(Part::label).collect(Collectors.joining(", "))));
      }
    }
    return chosen;
  }

  private static String tooShort(RunTerms terms, Scheduled job) {
    return "is %s, expected less than what a run of %s takes"
        .formatted(DurationText.of(terms.unscored()), job.workload().name());
  }

  private List<Contender> contenders(Consumer<String> fault) {
    if (tuner.equals(ALL)) {
      return List.of(Contender.values());
    }
    List<Contender> chosen = new ArrayList<>();
    for (String name : names(tuner)) {
      Optional<Contender> found =
          Arrays.stream(Contender.values()).filter(c -> c.label().equals(name)).findFirst();
      found.filter(c -> !chosen.contains(c)).ifPresent(chosen::add);
      if (found.isEmpty()) {
        fault.accept("knows no \"%s\", expected all or some of %s".formatted(name, labels()));
      }
    }
    return chosen;
  }

  private static String labels() {
    return Arrays.stream(Contender.values())
        .map(Contender::label)
        .collect(Collectors.joining(", "));
  }

  static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
  }

  static Optional<Path> file(String asked, String known, Consumer<String> fault) {
    Path path = Path.of(asked);
    if (Files.isRegularFile(path)) {
      return Optional.of(path);
    }
    fault.accept("is \"%s\", expected one of %s, or a file".formatted(asked, known));
    return Optional.empty();
  }

  static <T> Optional<T> valid(Reading<T> reading, List<Fault> faults) {
    return reading.valueOr(faults);
  }

  static Consumer<String> faultOf(String option, List<Fault> faults) {
    return message -> faults.add(new Fault(COMMAND_LINE, 0, 0, option, message));
  }
}
