package io.conttune.controller.rescale.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.FlinkRest;
import io.conttune.controller.config.CommandLaunchConfig;
import io.conttune.controller.config.DeploymentLaunchConfig;
import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.JarSource;
import io.conttune.controller.config.LaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import io.conttune.controller.config.NewCode;
import io.conttune.controller.config.NonRestoredState;
import io.conttune.controller.rescale.StubFlink;
import io.conttune.controller.rescale.launch.FollowingVertices.Scheduling;
import io.conttune.controller.rescale.rest.RestJobRuns;
import io.conttune.core.SettableClock;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.metrics.JobSighting;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.JobParallelism.Followers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job of two vertices, of which one follows the parallelism of the job. */
final class LaunchedParallelismTest {
  private static final Followers COUNT = new Followers(Set.of(FakeJobMonitor.COUNT), 1);

  private final StubFlink flink =
      new StubFlink()
          .answer("GET /jobs/job-1/config", "{\"execution-config\":{\"job-parallelism\":2}}");

  @AfterEach
  void close() {
    flink.close();
  }

  @Test
  void bindsWhatFollowsTheJobWithAUniformLaunch() throws Exception {
    assertThat(parallelism(jar(LaunchMethod.UNIFORM)).followers(job())).contains(COUNT);
  }

  @Test
  void bindsWhatFollowsTheJobWhereAutoIsUniform() throws Exception {
    version("2.3.0");

    assertThat(parallelism(jar(LaunchMethod.AUTO)).followers(job())).contains(COUNT);
  }

  @Test
  void leavesEachVertexItsOwnWhereAutoIsOverrides() throws Exception {
    version("1.20.5");

    assertThat(parallelism(jar(LaunchMethod.AUTO)).followers(job())).isEmpty();
  }

  @Test
  void asksForTheVersionOnceARun() throws Exception {
    version("1.20.5");
    LaunchedParallelism parallelism = parallelism(jar(LaunchMethod.AUTO));

    assertThat(parallelism.followers(job())).isEqualTo(parallelism.followers(job()));
    assertThat(flink.takeRequests()).containsExactly("GET /config");
  }

  @Test
  void leavesEachVertexItsOwnWithPlaceholdersOrACommand() throws Exception {
    LaunchConfig command = new CommandLaunchConfig(List.of("./start"), Duration.ofMinutes(5));

    assertThat(parallelism(jar(LaunchMethod.AUTO, "${parallelism:count}")).followers(job()))
        .isEmpty();
    assertThat(parallelism(command).followers(job())).isEmpty();
    assertThat(flink.takeRequests()).isEmpty();
  }

  @Test
  void givesVerticesOfADeploymentTheirOwnWhereFlinkHonoursOverrides() throws Exception {
    LaunchConfig deployment =
        new DeploymentLaunchConfig(new DeploymentName("streams", "shop"), Duration.ofMinutes(5));

    version("1.20.5");
    assertThat(parallelism(deployment).followers(job())).isEmpty();
    version("2.3.0");
    assertThat(parallelism(deployment).followers(job())).isPresent();
  }

  private void version(String version) {
    flink.answer("GET /config", "{\"flink-version\":\"%s\"}".formatted(version));
  }

  private LaunchedParallelism parallelism(LaunchConfig launch) {
    FlinkRest rest = flink.client();
    return new LaunchedParallelism(
        launch, rest, new FollowingVertices(rest, new RestJobRuns(rest), Scheduling.BY_RESTART));
  }

  private static LaunchConfig jar(LaunchMethod method, String... arguments) {
    return new JarLaunchConfig(
        method,
        new JarSource.OnCluster("job.jar"),
        Optional.empty(),
        new ArgumentTemplate(List.of(arguments)),
        Map.of(),
        NonRestoredState.REFUSE,
        NewCode.REFUSE);
  }

  private static JobSnapshot job() throws Exception {
    FakeJobMonitor monitor =
        new FakeJobMonitor("WordCount", new SettableClock(Instant.parse("2026-01-01T00:00:00Z")));
    monitor.show("job-1", Map.of(FakeJobMonitor.SOURCE, 1, FakeJobMonitor.COUNT, 2));
    return ((JobSighting.Seen) monitor.look()).snapshot();
  }
}
