package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.collector.MetricSource;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CaptureMode;
import io.conttune.controller.config.CertificateFile;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.DailyRange;
import io.conttune.controller.config.DataSize;
import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.FlinkLogin;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.GuardRailsConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NoShrinkConfig;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.OverloadRule;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.PlanHookConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.ShrinkConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.config.SourceRateConfig;
import io.conttune.controller.config.TimeWindow;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.input.Reading;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.objective.Objective;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.SavepointFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A written job file reads back equal. */
class JobConfigYamlTest {
  /** Texts that YAML would take for something else, or that need quotes. */
  private static final List<String> AWKWARD =
      List.of("yes", "null", "007", "1e3", "a: b", "# no", "- x", "ünï", "a\nb", "'\"", "{", " x ");

  @TempDir private Path directory;

  @Test
  void writesTheKeysInTheOrderOfTheirImportance() {
    String yaml = JobConfigYaml.write(random(new Random(1)));

    assertThat(yaml).startsWith("job: ").contains("\nflink:\n", "\nmetrics:\n  poll: ");
  }

  @RepeatedTest(50)
  void readsBackEqual(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    JobConfig config = random(new Random(seed));

    String yaml = JobConfigYaml.write(config);
    Path file = Files.writeString(directory.resolve("job.yaml"), yaml);

    assertThat(new ConfigReader(Map.of("SECRET", "x")).job(file))
        .as("seed %d:%n%s", seed, yaml)
        .isEqualTo(new Reading.Valid<>(config));
  }

  private static JobConfig random(RandomGenerator random) {
    Duration poll = duration(random, 200);
    return new JobConfig(
        text(random),
        flink(random),
        oneOf(random, Mode.values()),
        oneOf(random, Sinks.values()),
        tuner(random),
        new MetricsConfig(
            poll,
            poll.plus(duration(random, 0)),
            duration(random, 0),
            oneOf(random, MetricSource.values()),
            duration(random, 200),
            duration(random, 0),
            duration(random, 200),
            rates(random)),
        random.nextBoolean()
            ? Optional.of(new Objective(duration(random, 200), random.nextDouble(0.5, 1)))
            : Optional.empty(),
        duration(random, 200),
        duration(random, 0),
        duration(random, 0),
        parallelism(random),
        guardRails(random),
        random.nextBoolean() ? Optional.of(planHook(random)) : Optional.empty(),
        Optional.of(rescale(random)));
  }

  private static Map<String, SourceRateConfig> rates(RandomGenerator random) {
    Secret secret = new Secret("${env:SECRET}", () -> "x");
    FlinkConfig server =
        new FlinkConfig(
            List.of(URI.create("https://metrics/rate")),
            random.nextBoolean() ? new FlinkLogin.None() : new FlinkLogin.Bearer(secret),
            Map.of(),
            certificates(random, secret),
            Optional.empty());
    Map<String, SourceRateConfig> rates = new LinkedHashMap<>();
    if (random.nextBoolean()) {
      rates.put("Source: a", new SourceRateConfig.Hint(random.nextDouble(0.001, 1e6)));
      rates.put("Source: b", new SourceRateConfig.Http(server, "/data/0/rate"));
      rates.put("Source: c", new SourceRateConfig.Prometheus(server, "sum(rate(a[1m])) # all"));
    }
    return rates;
  }

  private static FlinkConfig flink(RandomGenerator random) {
    List<URI> urls = List.of(URI.create("http://one:8081"), URI.create("https://two/flink"));
    if (random.nextBoolean()) {
      return FlinkConfig.open(urls);
    }
    Secret secret = new Secret("${env:SECRET}", () -> "x");
    List<FlinkLogin> logins =
        List.of(
            new FlinkLogin.None(),
            new FlinkLogin.Basic("tuner", secret),
            new FlinkLogin.Bearer(secret));
    return new FlinkConfig(
        urls,
        logins.get(random.nextInt(logins.size())),
        random.nextBoolean() ? Map.of("X-Key", secret) : Map.of(),
        certificates(random, secret),
        certificates(random, secret));
  }

  private static Optional<CertificateFile> certificates(RandomGenerator random, Secret secret) {
    return random.nextBoolean()
        ? Optional.of(
            new CertificateFile(
                Path.of("/keys.p12"),
                random.nextBoolean() ? Optional.of(secret) : Optional.empty()))
        : Optional.empty();
  }

  private static TunerConfig tuner(RandomGenerator random) {
    TuningMethod method =
        oneOf(
            random,
            new TuningMethod[] {
              new TuningMethod.ContTune(
                  oneOf(random, SurrogateMethod.values()),
                  random.nextInt(9),
                  random.nextDouble(0.01, 1),
                  1 + random.nextInt(99)),
              new TuningMethod.Ds2(random.nextInt(5), 1 + random.nextInt(5)),
              new TuningMethod.Informed(random.nextDouble())
            });
    return new TunerConfig(
        method,
        1 + random.nextInt(9),
        random.nextDouble(),
        random.nextDouble(0.01, 1),
        random.nextBoolean() ? Optional.empty() : Optional.of(duration(random, 200)),
        new OverloadRule(
            random.nextDouble(0.01, 1), random.nextDouble(0.01, 1), duration(random, 0)),
        new MeasurementRule(random.nextDouble(1e-4, 1e-3), 1 + random.nextInt(10_000)));
  }

  private static ParallelismConfig parallelism(RandomGenerator random) {
    int min = 1 + random.nextInt(8);
    Map<String, OperatorLimit> operators = new LinkedHashMap<>();
    operators.put(text(random), new OperatorLimit.Excluded());
    operators.put(
        "of its own", new OperatorLimit.Within(OptionalInt.of(9), OptionalInt.of(9 + min)));
    operators.put(
        "nothing special", new OperatorLimit.Within(OptionalInt.empty(), OptionalInt.empty()));
    return new ParallelismConfig(
        min,
        min + random.nextInt(100),
        random.nextBoolean() ? new SlotLimit.Fixed() : new SlotLimit.Given(min),
        sources(random, min),
        operators);
  }

  private static SourceLimit sources(RandomGenerator random, int partitions) {
    List<SourceLimit> all =
        List.of(
            new SourceLimit.Fixed(),
            new SourceLimit.Told(),
            new SourceLimit.Partitions(partitions));
    return all.get(random.nextInt(all.size()));
  }

  private static GuardRailsConfig guardRails(RandomGenerator random) {
    DailyRange night =
        new DailyRange(LocalTime.of(22, 0), LocalTime.of(6, 30), ZoneId.of("Europe/Berlin"));
    return new GuardRailsConfig(
        number(random),
        number(random),
        number(random),
        number(random),
        random.nextBoolean() ? List.of(night, weekend()) : List.of(),
        random.nextBoolean() ? Map.of("08:00-10:00 UTC", 1 + random.nextInt(9)) : Map.of(),
        number(random),
        number(random),
        new ShrinkConfig(duration(random, 0), noShrink(random)));
  }

  private static NoShrinkConfig noShrink(RandomGenerator random) {
    return new NoShrinkConfig(
        share(random),
        share(random),
        random.nextBoolean()
            ? Optional.of(
                new DataSize(1 + random.nextInt(999), oneOf(random, DataSize.Unit.values())))
            : Optional.empty(),
        random.nextBoolean() ? Optional.of(1 + random.nextInt(10)) : Optional.empty(),
        share(random),
        number(random).map(times -> (double) times));
  }

  private static Optional<Double> share(RandomGenerator random) {
    return random.nextBoolean() ? Optional.of((1 + random.nextInt(100)) / 100.0) : Optional.empty();
  }

  private static TimeWindow weekend() {
    try {
      return TimeWindow.of("0 22 * * FRI for 48h Europe/Berlin");
    } catch (Mismatch e) {
      throw new AssertionError(e);
    }
  }

  private static PlanHookConfig planHook(RandomGenerator random) {
    boolean asksServer = random.nextBoolean();
    Secret secret = new Secret("${env:SECRET}", () -> "x");
    return new PlanHookConfig(
        asksServer ? Optional.of(secret) : Optional.empty(),
        asksServer ? Map.of("X-Token", secret) : Map.of(),
        asksServer ? List.of() : List.of("./may.sh", text(random)),
        Optional.empty(),
        duration(random, 200),
        oneOf(random, PlanHookConfig.OnFailure.values()));
  }

  private static Optional<Integer> number(RandomGenerator random) {
    return random.nextBoolean() ? Optional.of(1 + random.nextInt(99)) : Optional.empty();
  }

  private static RescaleConfig rescale(RandomGenerator random) {
    boolean isByOperator = random.nextInt(4) == 0;
    LaunchConfig launch = random.nextBoolean() ? jar(random) : command(random);
    return new RescaleConfig(
        isByOperator ? deployment(random) : launch,
        isByOperator ? Optional.empty() : Optional.of("s3://bucket/savepoints"),
        new CaptureConfig(
            oneOf(random, CaptureMode.values()),
            random.nextBoolean() ? Optional.of(duration(random, 0)) : Optional.empty(),
            duration(random, 0),
            duration(random, 200)),
        isByOperator ? InPlaceMode.AUTO : oneOf(random, InPlaceMode.values()),
        new SavepointsConfig(1 + random.nextInt(9), oneOf(random, SavepointFormat.values())),
        new RescaleTiming(
            duration(random, 200),
            duration(random, 200),
            duration(random, 0),
            duration(random, 200),
            duration(random, 0),
            duration(random, 0),
            duration(random, 0),
            duration(random, 0)));
  }

  private static LaunchConfig jar(RandomGenerator random) {
    LaunchMethod method =
        List.of(
                LaunchMethod.AUTO,
                LaunchMethod.ARGUMENTS,
                LaunchMethod.OVERRIDES,
                LaunchMethod.CLIENT,
                LaunchMethod.UNIFORM)
            .get(random.nextInt(5));
    String placeholder =
        switch (method) {
          case UNIFORM -> "${parallelism}";
          case CLIENT -> "none";
          case AUTO, ARGUMENTS, OVERRIDES, COMMAND, EXTENSION, KUBERNETES -> "${parallelism:count}";
        };
    boolean isClient = method == LaunchMethod.CLIENT;
    return new JarLaunchConfig(
        method,
        !isClient && random.nextBoolean()
            ? new JarSource.OnCluster(text(random))
            : new JarSource.LocalFile(Path.of("/jars", "job-" + random.nextInt(9) + ".jar")),
        random.nextBoolean() ? Optional.of("org.example.Main") : Optional.empty(),
        new ArgumentTemplate(List.of(text(random), "", placeholder, "$${x}")),
        random.nextBoolean() ? Map.of("some.key", text(random)) : Map.of(),
        oneOf(random, NonRestoredState.values()),
        oneOf(random, NewCode.values()),
        new GraphBuildConfig(
            isClient || (method == LaunchMethod.AUTO && random.nextBoolean())
                ? List.of(Path.of("/flink/lib"), Path.of("/flink/more.jar"))
                : List.of(),
            duration(random, 200)));
  }

  private static LaunchConfig deployment(RandomGenerator random) {
    return new DeploymentLaunchConfig(
        new DeploymentName(text(random), text(random)), duration(random, 200));
  }

  private static LaunchConfig command(RandomGenerator random) {
    return new CommandLaunchConfig(List.of("./start.sh", text(random), ""), duration(random, 200));
  }

  private static Duration duration(RandomGenerator random, long least) {
    long[] units = {1, 1000, 60_000, 3_600_000};
    return Duration.ofMillis(least + random.nextInt(100) * units[random.nextInt(4)]);
  }

  private static String text(RandomGenerator random) {
    return AWKWARD.get(random.nextInt(AWKWARD.size()));
  }

  private static <T> T oneOf(RandomGenerator random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
