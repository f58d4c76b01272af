package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.collector.MetricSource;
import io.conttune.controller.config.CaptureConfig;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.GraphBuildConfig;
import io.conttune.controller.config.InPlaceMode;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.MetricsConfig;
import io.conttune.controller.config.Mode;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.config.OperatorLimit;
import io.conttune.controller.config.OverloadRule;
import io.conttune.controller.config.ParallelismConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.RescaleTiming;
import io.conttune.controller.config.SavepointsConfig;
import io.conttune.controller.config.Sinks;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.config.SourceLimit;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.SavepointFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of a job's file: their defaults, their values and each kind of fault. */
class JobFileTest {
  private static final String LEAST = "job: WordCount\nflink: http://127.0.0.1:8081\n";

  @TempDir private Path directory;

  @Test
  void jobAndClusterAreEnoughAndNothingIsRedeployedByDefault() throws IOException {
    JobConfig config = valid(LEAST);

    assertThat(config)
        .isEqualTo(
            new JobConfig(
                "WordCount",
                FlinkConfig.open(List.of(URI.create("http://127.0.0.1:8081"))),
                Mode.RECOMMEND,
                Sinks.AT_LEAST_ONCE,
                new TunerConfig(
                    new TuningMethod.Informed(0.25),
                    5,
                    0.1,
                    0.8,
                    Optional.of(Duration.ofMinutes(10)),
                    new OverloadRule(0.1, 0.98, Duration.ofSeconds(1)),
                    new MeasurementRule(0.2, 200)),
                new MetricsConfig(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(15),
                    MetricSource.AUTO,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10)),
                Optional.empty(),
                Duration.ofMinutes(2),
                Duration.ZERO,
                Duration.ofMinutes(15),
                new ParallelismConfig(
                    1, 32768, new SlotLimit.Fixed(), new SourceLimit.Fixed(), Map.of()),
                Optional.empty()));
  }

  @Test
  void everyKeyReachesItsPlace() throws IOException {
    JobConfig config =
        valid(
            """
            job: WordCount
            flink: [http://one:8081, https://two/flink]
            mode: act
            tuner: {method: conttune, surrogate: loglog, alpha: 0, steady-rate: 0.2, first-maximum: 4, top-k: 7,
              decision-threshold: 0.25, target-utilization: 1, idle-time: 3m, backpressure-threshold: 0.5, saturated-busy: 0.9,
              negligible-backlog: 2s,
              minimum-busy: 0.3, minimum-records: 1000}
            metrics: {poll: 200ms, window: 1s, warm-up: 0s, source: gauges, staleness: 9s, gauge-ramp: 1m,
              deadline: 2s}
            catch-up: 15s
            cooldown: 1h
            payback: 2h
            parallelism:
              min: 2
              max: 16
              slots: 20
              sources: 12
              operators:
                "my count": {max: 8}
                cbc357ccb763df2852fee8c4fc7d55f2: {exclude: true}
                sink: {min: 3, max: 3}
            rescale:
              launch: arguments
              savepoint-directory: file:///var/savepoints
              jar: wordcount.jar
              entry-class: org.example.Main
              arguments: [--count, "${parallelism:my count}", --limit, 4, "", "$${HOME}"]
              configuration: {execution.checkpointing.interval: 2s, a.number: 7}
              allow-non-restored-state: true
              allow-new-code: true
              poll: 200ms
              start-timeout: 500ms
              settle: 0s
              retry: 1s
              hold-after-failure: 1m
              hold-after-change: 3m
              savepoints:
                keep: 1
                format: native
              obstacle-retry: 2s
              expected-downtime: 8s
            """);

    assertThat(config.flink().urls())
        .containsExactly(URI.create("http://one:8081"), URI.create("https://two/flink"));
    assertThat(config.mode()).isEqualTo(Mode.ACT);
    assertThat(config.tuner())
        .isEqualTo(
            new TunerConfig(
                new TuningMethod.ContTune(SurrogateMethod.LOGLOG, 0, 0.2, 4),
                7,
                0.25,
                1,
                Optional.of(Duration.ofMinutes(3)),
                new OverloadRule(0.5, 0.9, Duration.ofSeconds(2)),
                new MeasurementRule(0.3, 1000)));
    assertThat(config.metrics())
        .isEqualTo(
            new MetricsConfig(
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ZERO,
                MetricSource.GAUGES,
                Duration.ofSeconds(9),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2)));
    assertThat(config.catchUp()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.cooldown()).isEqualTo(Duration.ofHours(1));
    assertThat(config.payback()).isEqualTo(Duration.ofHours(2));
    assertThat(config.parallelism())
        .isEqualTo(
            new ParallelismConfig(
                2,
                16,
                new SlotLimit.Given(20),
                new SourceLimit.Partitions(12),
                Map.of(
                    "my count", new OperatorLimit.Within(OptionalInt.empty(), OptionalInt.of(8)),
                    "cbc357ccb763df2852fee8c4fc7d55f2", new OperatorLimit.Excluded(),
                    "sink", new OperatorLimit.Within(OptionalInt.of(3), OptionalInt.of(3)))));
    assertThat(config.rescale())
        .contains(
            new RescaleConfig(
                new JarLaunchConfig(
                    LaunchMethod.ARGUMENTS,
                    new JarSource.OnCluster("wordcount.jar"),
                    Optional.of("org.example.Main"),
                    new ArgumentTemplate(
                        List.of(
                            "--count", "${parallelism:my count}", "--limit", "4", "", "$${HOME}")),
                    Map.of("execution.checkpointing.interval", "2s", "a.number", "7"),
                    NonRestoredState.ALLOW,
                    NewCode.ALLOW),
                Optional.of("file:///var/savepoints"),
                CaptureConfig.DEFAULT,
                InPlaceMode.AUTO,
                new SavepointsConfig(1, SavepointFormat.NATIVE),
                new RescaleTiming(
                    Duration.ofMillis(200),
                    Duration.ofMillis(500),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(3),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(8))));
  }

  @Test
  void thePapersModelIsGatedByItsAlpha() throws IOException {
    JobConfig config = valid(LEAST + "tuner: {method: conttune, surrogate: rbf}\n");

    assertThat(config.tuner().method()).isEqualTo(TuningMethod.ContTune.PAPER);
  }

  @Test
  void ds2HasSettingsOfItsOwn() throws IOException {
    JobConfig config = valid(LEAST + "tuner: {method: ds2, warm-up-windows: 2, activation: 3}\n");

    assertThat(config.tuner().method()).isEqualTo(new TuningMethod.Ds2(2, 3));
  }

  @Test
  void informedHasASettingOfItsOwn() throws IOException {
    JobConfig config = valid(LEAST + "tuner: {method: informed, shrink-again-from: 0.4}\n");

    assertThat(config.tuner().method()).isEqualTo(new TuningMethod.Informed(0.4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: akt                        | 3:7: mode: is \"akt\", expected one of act, observe, recommend (did you mean act?)",
        "mode: zzzzzzz                    | 3:7: mode: is \"zzzzzzz\", expected one of act, observe, recommend",
        "mode: [act]                      | 3:7: mode: is a list, expected one of act, observe, recommend",
        "mode:                            | 3:6: mode: has no value, expected one of act, observe, recommend",
        "modus: act                       | 3:1: modus: is not a known key, expected one of catch-up, cooldown, flink, guard-rails, job, metrics, mode, objective, parallelism, payback, plan-hook, rescale, sinks, tuner (did you mean mode?)",
        "listen: 127.0.0.1:8090           | 3:1: listen: is not a known key, expected one of catch-up, cooldown, flink, guard-rails, job, metrics, mode, objective, parallelism, payback, plan-hook, rescale, sinks, tuner",
        "job: Again                       | 3:1: job: stands twice, first in line 1, expected once",
        "[a]: b                           | 3:1: a key is a list, expected a word",
        "metrics: 5s                      | 3:10: metrics: is a single value, expected a mapping of keys",
        "metrics:                         | 3:9: metrics: is empty, expected a mapping of keys",
        "metrics: {poll: 5}               | 3:17: metrics.poll: is \"5\", expected a duration such as 200ms, 30s, 5m or 1h",
        "metrics: {poll: 199ms}           | 3:17: metrics.poll: is \"199ms\", expected from 200ms to 8760h",
        "metrics: {poll: 0s}              | 3:17: metrics.poll: is \"0s\", expected from 200ms to 8760h",
        "metrics: {warm-up: -1s}          | 3:20: metrics.warm-up: is \"-1s\", expected a duration such as 200ms, 30s, 5m or 1h",
        "catch-up: 0s                     | 3:11: catch-up: is \"0s\", expected from 200ms to 8760h",
        "cooldown: 8761h                  | 3:11: cooldown: is \"8761h\", expected from 0s to 8760h",
        "metrics: {poll: 5s, window: 4s}  | 3:29: metrics.window: the window of 4s is shorter than the poll of 5s, expected at least one poll in a window",
        "metrics: {poll: 2m}              | 3:17: metrics.poll: the window of 1m is shorter than the poll of 2m, expected at least one poll in a window",
        "tuner: {method: conttune, alpha: three} | 3:34: tuner.alpha: is \"three\", expected a whole number from 0 to 32768",
        "tuner: {method: conttune, alpha: \"3\"} | 3:34: tuner.alpha: is text in quotes, expected a whole number from 0 to 32768",
        "tuner: {method: conttune, alpha: 3.5} | 3:34: tuner.alpha: is \"3.5\", expected a whole number from 0 to 32768",
        "tuner: {method: conttune, alpha: -1} | 3:34: tuner.alpha: is \"-1\", expected a whole number from 0 to 32768",
        "tuner: {method: conttune, alpha: {a: 1}} | 3:34: tuner.alpha: is a mapping of keys, expected a whole number from 0 to 32768",
        "tuner: {target-utilization: 0}   | 3:29: tuner.target-utilization: is \"0\", expected a number from 0.01 to 1",
        "tuner: {minimum-busy: .nan}      | 3:23: tuner.minimum-busy: is \".nan\", expected a number from 0 to 1",
        "tuner: {method: ds3, alpha: 3}   | 3:17: tuner.method: is \"ds3\", expected one of conttune, ds2, extension, informed (did you mean ds2?)",
        "metrics: {poll: x, window: 1s}   | 3:17: metrics.poll: is \"x\", expected a duration such as 200ms, 30s, 5m or 1h",
        "parallelism: {max: 4, operators: {a: {min: 5, max: x}}}     | 3:52: parallelism.operators.a.max: is \"x\", expected a whole number from 1 to 32768",
        "tuner: {activation: 2}           | 3:9: tuner.activation: has no effect with method: informed, expected only with method: ds2",
        "tuner: {method: ds2, alpha: 3}   | 3:22: tuner.alpha: has no effect with method: ds2, expected only with method: conttune",
        "parallelism: {min: 9, max: 8}    | 3:20: parallelism.min: min 9 is above max 8, expected min at most max",
        "parallelism: {slots: some}       | 3:22: parallelism.slots: is \"some\", expected a whole number from 1 to 32768 or the word fixed",
        "parallelism: {sources: 0}        | 3:24: parallelism.sources: is \"0\", expected a whole number from 1 to 32768 or the word partitions or the word fixed",
        "parallelism: {max: 4, operators: {a b: {min: 5}}}           | 3:46: parallelism.operators.\"a b\".min: min 5 is above max 4, expected min at most max",
        "parallelism: {operators: {a: {exclude: true, max: 3}}}      | 3:46: parallelism.operators.a.max: has no effect with exclude: true, expected only with exclude: false",
        "parallelism: {operators: {a: {maxx: 3}}}                    | 3:31: parallelism.operators.a.maxx: is not a known key, expected one of exclude, max, min (did you mean max?)",
      })
  void saysWhereAndWhatWasExpected(String line, String fault) throws IOException {
    assertThat(faults(LEAST + line + "\n")).containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:8081           | 2:8: flink: is \"127.0.0.1:8081\", expected a URL such as http://127.0.0.1:8081",
        "ftp://one                | 2:8: flink: is \"ftp://one\", expected a URL such as http://127.0.0.1:8081",
        "[http://one, 'two']      | 2:21: flink[1]: is \"two\", expected a URL such as http://127.0.0.1:8081",
        "http://one?a=b           | 2:8: flink: is \"http://one?a=b\", expected a URL such as http://127.0.0.1:8081",
        "[]                       | 2:8: flink: is an empty list, expected at least one URL",
      })
  void refusesWhatIsNoUrl(String url, String fault) throws IOException {
    List<String> faults = faults("job: a\nflink: " + url + "\n");

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).startsWith(fault);
  }

  @Test
  void reportsMissingKeysAtTheMappingThatShouldHaveThem() throws IOException {
    List<String> faults = faults("mode: act\n");

    assertThat(faults)
        .containsExactly(
            "1:1: flink: is missing, expected a URL such as http://127.0.0.1:8081, or a list of them",
            "1:1: job: is missing, expected the name or id of a job",
            "1:1: rescale: is missing, expected it because mode act redeploys the job");
  }

  @Test
  void reportsEachFaultOfRescale() throws IOException {
    List<String> faults =
        faults(
            LEAST
                + """
                rescale:
                  savepoint-directory: savepoints
                  arguments: ["${parallelism:count", "${paralelism:count}", "${parallelism: }", ok]
                  configuration:
                    pipeline.jobvertex-parallelism-overrides: a:1
                    list: [1]
                  allow-non-restored-state: maybe
                """);

    assertThat(faults)
        .containsExactly(
            "4:3: rescale.jar: is missing, expected the name or id of a jar on the cluster, or"
                + " jar-file with a file of this machine; only in-place: always needs none",
            "4:24: rescale.savepoint-directory: is \"savepoints\", expected a URI such as file:///var/savepoints or an absolute path",
            malformed("5:15", 0, "${parallelism:count"),
            malformed("5:38", 1, "${paralelism:count}"),
            malformed("5:61", 2, "${parallelism: }"),
            "7:5: rescale.configuration.\"pipeline.jobvertex-parallelism-overrides\": is set by the controller, expected launch: overrides instead",
            "8:11: rescale.configuration.list: is a list, expected text",
            "9:29: rescale.allow-non-restored-state: is \"maybe\", expected one of false, true");
  }

  @Test
  void aUniformLaunchTakesOneParallelismForTheWholeJob() throws IOException {
    String rescale =
        "rescale: {launch: uniform, savepoint-directory: /s, jar: j, arguments: [-p,"
            + " '${parallelism}']%s}\n";

    assertThat(valid(LEAST + rescale.formatted("")).rescale().orElseThrow().launch().method())
        .isEqualTo(LaunchMethod.UNIFORM);
    assertThat(faults(LEAST + rescale.formatted(", configuration: {parallelism.default: '3'}")))
        .singleElement()
        .asString()
        .contains("sets parallelism.default, which launch uniform sets");
    assertThat(faults(LEAST + rescale.replace("${parallelism}", "${parallelism:a}").formatted("")))
        .singleElement()
        .asString()
        .contains("expected ${parallelism} with launch uniform");
    assertThat(faults(LEAST + rescale.replace("uniform", "overrides").formatted("")))
        .singleElement()
        .asString()
        .contains("stands for the parallelism of the whole job");
  }

  @Test
  void aClientNeedsAFlinkAndTheJarAndTakesNoPlaceholders() throws IOException {
    String rescale = "rescale: {launch: client, savepoint-directory: /s, %s}\n";

    JarLaunchConfig launch =
        (JarLaunchConfig)
            valid(
                    LEAST
                        + rescale.formatted(
                            "jar-file: /j.jar, flink-libraries: /flink/lib, graph-timeout: 2m"))
                .rescale()
                .orElseThrow()
                .launch();
    assertThat(launch.graphs())
        .isEqualTo(new GraphBuildConfig(List.of(Path.of("/flink/lib")), Duration.ofMinutes(2)));
    assertThat(launch.hasGraphs()).isTrue();
    assertThat(faults(LEAST + rescale.formatted("jar: j.jar")))
        .hasSize(2)
        .anyMatch(fault -> fault.contains("rescale.flink-libraries: is missing"))
        .anyMatch(fault -> fault.contains("expected jar-file with launch client"));
    assertThat(
            faults(
                LEAST
                    + rescale.formatted(
                        "jar-file: /j.jar, flink-libraries: lib, arguments:"
                            + " ['${parallelism:a}']")))
        .hasSize(2)
        .anyMatch(fault -> fault.contains("is \"lib\", expected an absolute path"))
        .anyMatch(fault -> fault.contains("expected none with launch client"));
    assertThat(
            faults(
                LEAST
                    + rescale
                        .replace("client", "overrides")
                        .formatted("jar-file: /j.jar, flink-libraries: /flink/lib")))
        .singleElement()
        .asString()
        .contains("has no effect with this launch");
  }

  @Test
  void aJobMayBeStartedByACommand() throws IOException {
    String rescale =
        "rescale: {launch: command, savepoint-directory: /s, in-place: never, command: [./start,"
            + " -d]%s}\n";

    assertThat(valid(LEAST + rescale.formatted("")).rescale().map(RescaleConfig::launch))
        .contains(new CommandLaunchConfig(List.of("./start", "-d"), Duration.ofMinutes(5)));
    assertThat(
            valid(LEAST + rescale.formatted(", command-timeout: 30s"))
                .rescale()
                .map(RescaleConfig::launch))
        .contains(new CommandLaunchConfig(List.of("./start", "-d"), Duration.ofSeconds(30)));
  }

  @Test
  void aJobMayBeRestartedByTheKubernetesOperator() throws IOException {
    assertThat(
            valid(LEAST + "rescale: {launch: kubernetes, deployment: shop}\n")
                .rescale()
                .map(RescaleConfig::launch))
        .contains(
            new DeploymentLaunchConfig(
                new DeploymentName("default", "shop"), Duration.ofMinutes(10)));
    assertThat(
            valid(
                    LEAST
                        + "rescale: {launch: kubernetes, deployment: shop, namespace: streams,"
                        + " operator-timeout: 2m}\n")
                .rescale()
                .map(RescaleConfig::launch))
        .contains(
            new DeploymentLaunchConfig(
                new DeploymentName("streams", "shop"), Duration.ofMinutes(2)));
  }

  @Test
  void anOperatorNeedsADeploymentAndIsNotToldHowToRescale() throws IOException {
    assertThat(faults(LEAST + "rescale: {launch: kubernetes}\n"))
        .singleElement()
        .asString()
        .contains("rescale.deployment: is missing, expected the name of a FlinkDeployment");
    assertThat(
            faults(
                LEAST
                    + "rescale: {launch: kubernetes, deployment: shop, in-place: always, jar: a}\n"))
        .satisfiesExactlyInAnyOrder(
            first -> assertThat(first).contains("rescale.in-place: is always, expected it without"),
            second ->
                assertThat(second).contains("rescale.jar: has no effect with launch: kubernetes"));
  }

  @Test
  void aKeyThatACommandWouldNotHeedIsAFault() throws IOException {
    assertThat(
            faults(
                LEAST
                    + """
                    rescale:
                      launch: command
                      savepoint-directory: /s
                      jar: a.jar
                      arguments: ["${parallelism:count}"]
                    """))
        .containsExactly(
            "4:3: rescale.command: is missing, expected a list: the program that starts the job,"
                + " and its arguments",
            "6:3: rescale.jar: has no effect with launch: command, expected only with launch: auto or arguments or overrides or client or uniform",
            "7:3: rescale.arguments: has no effect with launch: command, expected only with launch: auto or arguments or overrides or client or uniform");
    assertThat(faults(LEAST + "rescale: {launch: command, savepoint-directory: /s, command: []}\n"))
        .containsExactly(
            "3:62: rescale.command: names no program, expected a list of the program and its"
                + " arguments");
    assertThat(
            faults(
                LEAST
                    + "rescale: {launch: overrides, savepoint-directory: /s, jar: a.jar, command:"
                    + " x}\n"))
        .containsExactly(
            "3:67: rescale.command: has no effect with launch: overrides, expected only with launch: command");
  }

  @Test
  void argumentsWithoutPlaceholderCannotChangeAnything() throws IOException {
    String rescale = "rescale: {savepoint-directory: /s, jar: a.jar, arguments: [--p, 4]%s}\n";

    assertThat(faults(LEAST + rescale.formatted(", launch: arguments")))
        .containsExactly(
            "3:59: rescale.arguments: has no placeholder, expected at least one ${parallelism:<operator>} with launch arguments");
    assertThat(valid(LEAST + rescale.formatted(", launch: overrides")).rescale()).isPresent();
  }

  @Test
  void aJobThatIsOnlyRescaledInPlaceNamesNoJarAndNoDirectory() throws IOException {
    RescaleConfig rescale = valid(LEAST + "rescale: {in-place: always}\n").rescale().orElseThrow();

    assertThat(rescale.launch())
        .isInstanceOfSatisfying(
            JarLaunchConfig.class,
            launch -> assertThat(launch.jar()).isEqualTo(new JarSource.Unnamed()));
    assertThat(rescale.savepointDirectory()).isEmpty();
    assertThat(faults(LEAST + "rescale: {in-place: always, jar: a.jar}\n"))
        .containsExactly(
            "3:10: rescale.savepoint-directory: is missing, expected a directory such as file:///var/savepoints, as the cluster sees it");
    assertThat(faults(LEAST + "rescale: {savepoint-directory: /s}\n"))
        .singleElement()
        .asString()
        .contains("rescale.jar: is missing", "only in-place: always needs none");
  }

  @Test
  void theBestLaunchIsChosenUnlessTheFileNamesOne() throws IOException {
    String rescale = "rescale: {savepoint-directory: /s, jar: a.jar%s}\n";

    assertThat(valid(LEAST + rescale.formatted("")).rescale().orElseThrow().launch().method())
        .isEqualTo(LaunchMethod.AUTO);
    assertThat(
            faults(
                LEAST
                    + rescale.formatted(", arguments: ['${parallelism}', '${parallelism:count}']")))
        .singleElement()
        .asString()
        .contains("without ${parallelism:<operator>}");
    assertThat(faults(LEAST + rescale.formatted(", configuration: {parallelism.default: '3'}")))
        .singleElement()
        .asString()
        .contains("launch auto where it is uniform");
  }

  @Test
  void aJarIsOnTheClusterOrInAFileOfThisMachine() throws IOException {
    String rescale = "rescale: {savepoint-directory: /s, launch: overrides, arguments: [], %s}\n";

    assertThat(
            valid(LEAST + rescale.formatted("jar-file: /jobs/w.jar"))
                .rescale()
                .map(config -> ((JarLaunchConfig) config.launch()).jar()))
        .contains(new JarSource.LocalFile(Path.of("/jobs/w.jar")));
    assertThat(faults(LEAST + rescale.formatted("jar-file: w.jar")))
        .containsExactly(
            "3:80: rescale.jar-file: is \"w.jar\", expected an absolute path of this machine");
    assertThat(faults(LEAST + rescale.formatted("jar-file: /w.jar, jar: w.jar")))
        .containsExactly("3:93: rescale.jar: has no effect beside jar-file, expected one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "window", "deadline"})
  void metricsCanBeAsFastAs200Milliseconds(String key) throws IOException {
    String fast = "metrics: {poll: 200ms, window: 200ms, deadline: 200ms, warm-up: 200ms}\n";

    assertThat(valid(LEAST + fast).metrics().poll()).isEqualTo(Duration.ofMillis(200));
    assertThat(faults(LEAST + fast.replace(key + ": 200ms", key + ": 100ms")))
        .containsExactly(
            "3:%d: metrics.%s: is \"100ms\", expected from 200ms to 8760h"
                .formatted(fast.indexOf(key) + key.length() + 3, key));
  }

  @Test
  void aliasesMayShareScalars() throws IOException {
    JobConfig config = valid(LEAST + "metrics: {poll: &p 1s, window: *p}\n");

    assertThat(config.metrics().window()).isEqualTo(Duration.ofSeconds(1));
  }

  private static String malformed(String position, int index, String text) {
    return "%s: rescale.arguments[%d]: has a malformed placeholder: \"%s\", expected ${parallelism:<operator>}, ${env:NAME} or ${file:/path}, or $${ for a literal ${"
        .formatted(position, index, text);
  }

  private JobConfig valid(String yaml) throws IOException {
    return read(yaml).valid();
  }

  private List<String> faults(String yaml) throws IOException {
    return read(yaml).faults();
  }

  private ReadJobFile read(String yaml) throws IOException {
    return ReadJobFile.of(directory, yaml, Map.of());
  }
}
