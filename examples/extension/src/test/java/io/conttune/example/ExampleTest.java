package io.conttune.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.ExtensionConfig;
import io.conttune.controller.config.ExtensionLaunchConfig;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.RescaleConfig;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Fault;
import io.conttune.controller.rescale.launch.LauncherProgram;
import io.conttune.controller.service.JobWiring;
import io.conttune.core.extension.PlanVerdict;
import io.conttune.core.extension.ProposedPlan;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.JobFixture;
import io.conttune.core.tuning.Tuner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example as the service finds it: by its names, in a class path and in configuration files.
 */
final class ExampleTest {
  @TempDir private Path directory;

  @Test
  void theServiceTunesGuardsAndLaunchesByTheExtensionsOfAJobsFile() throws Exception {
    JobConfig job =
        job(
            """
            tuner: {method: extension, extension: per-subtask, settings: {records-per-second: 100}}
            plan-hook: {extension: at-most, settings: {subtasks: 20}}
            rescale:
              savepoint-directory: file:///savepoints
              launch: extension
              extension: flink-run
              settings: {flink: /opt/flink/bin/flink, jar: /opt/jobs/words.jar}
            """);

    Tuner tuner = JobWiring.tuner(job);
    Decision decision =
        tuner
            .decide(
                new JobFixture()
                    .vertex("source", 1, 350, 350, 0.5)
                    .vertex("count", 2, 350, 0, 0.9)
                    .chain("source", "count")
                    .input(tuner.initialState()))
            .decision();

    assertThat(decision.evidence().tuner()).isEqualTo("per-subtask");
    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Rescale.class,
            rescale -> assertThat(rescale.parallelism()).containsEntry(JobFixture.id("count"), 4));
    assertThat(job.planHook().orElseThrow().extension().orElseThrow().name()).isEqualTo("at-most");
    assertThat(job.rescale().map(RescaleConfig::launch))
        .containsInstanceOf(ExtensionLaunchConfig.class);
  }

  @Test
  void theGuardHoldsWhatIsTooLarge() throws Exception {
    var guard = ExtensionConfig.GUARD.made(config("at-most", Map.of("subtasks", "9"))).get();
    ProposedPlan.Operator count = new ProposedPlan.Operator("c0ffee", "count", 2, 8);
    ProposedPlan.Operator source = new ProposedPlan.Operator("50urce", "source", 1, 2);

    assertThat(guard.judge(plan(List.of(count)))).isEqualTo(PlanVerdict.go());
    assertThat(guard.judge(plan(List.of(count, source))))
        .isEqualTo(PlanVerdict.hold("10 subtasks are more than 9"));
  }

  private static ProposedPlan plan(List<ProposedPlan.Operator> operators) {
    return new ProposedPlan("WordCount", "job-1", "b1946ac92492", "small", "r", operators);
  }

  @Test
  void theLauncherRunsTheClientInAProcessOfItsOwn() throws Exception {
    Path client = directory.resolve("flink");
    Files.writeString(client, "#!/bin/sh\necho \"$@\" >\"$0.called\"\n");
    assertThat(client.toFile().setExecutable(true)).isTrue();
    Path request = directory.resolve("request.json");
    Files.writeString(
        request,
        """
        {"job": "WordCount", "jobId": "5e1f", "statePath": "file:/savepoints/savepoint-1",
         "vertices": {"c0ffee": 6}, "operators": {"count": 6}}
        """);

    assertThat(launch(request, "flink", client.toString(), "jar", "words.jar")).isZero();
    assertThat(Path.of(client + ".called"))
        .hasContent(
            "run --detached --fromSavepoint file:/savepoints/savepoint-1 words.jar"
                + " --parallelism.count 6");
    assertThat(launch(request, "flink", directory.resolve("none").toString(), "jar", "words.jar"))
        .isEqualTo(1);
  }

  private int launch(Path request, String... settings) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LauncherProgram.class.getName(),
                "flink-run"));
    command.addAll(List.of(settings));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("launcher.log").toFile());
    builder.environment().put("CONTTUNE_REQUEST", request.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theSinkWritesEachEventAsALine() throws Exception {
    Path file = directory.resolve("events");
    ServiceConfig service =
        new ConfigReader(Map.of())
            .service(
                written(
                    "conttune.yaml",
                    """
                    store: data
                    jobs: jobs
                    webhooks:
                      audit: {extension: to-file, settings: {file: %s}}
                    """
                        .formatted(file)))
            .match(
                valid -> valid,
                faults -> {
                  throw new AssertionError(faults);
                });
    var sink =
        ExtensionConfig.SINK.made(service.webhooks().get("audit").extension().orElseThrow()).get();

    sink.take("{\"event\":\"one\"}");
    sink.take("{\"event\":\"two\"}");

    assertThat(file).hasContent("{\"event\":\"one\"}\n{\"event\":\"two\"}");
  }

  @Test
  void aWrongNameOrSettingIsAFaultWithItsPlace() throws Exception {
    Path file =
        written(
            "job.yaml",
            """
            job: WordCount
            flink: http://127.0.0.1:8081
            tuner:
              method: extension
              extension: per-subtsk
            plan-hook:
              extension: at-most
              settings: {subtasks: many}
            """);

    List<Fault> faults =
        new ConfigReader(Map.of()).job(file).match(valid -> List.of(), found -> found);

    assertThat(Fault.lines(faults))
        .hasSize(2)
        .anyMatch(
            line ->
                line.contains(
                    "job.yaml:5:14: tuner.extension: is \"per-subtsk\", expected the name of a tuner"
                        + " in a jar of the directory plugins (on the class path: per-subtask)"))
        .anyMatch(
            line ->
                line.contains("job.yaml:8:13: plan-hook.settings: was refused by extension at-most")
                    && line.contains("subtasks is \"many\", expected a whole number"));
  }

  private JobConfig job(String more) throws Exception {
    Path file = written("job.yaml", "job: WordCount\nflink: http://127.0.0.1:8081\n" + more);
    return new ConfigReader(Map.of())
        .job(file)
        .match(
            valid -> valid,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  private Path written(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text);
  }

  private static ExtensionConfig config(String name, Map<String, String> settings) {
    return new ExtensionConfig(name, settings);
  }
}
