package io.conttune.controller.service.report;

import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.Launch;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Rescaling;
import io.conttune.core.rescale.Stage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Puts into words, for a person at night, what a rescale that keeps its job down has tried, what it
 * does next, and which command helps. No command shows an argument of the job: it may be a secret.
 */
final class RescueAdvice {
  private final URI flink;
  private final OperatorNames names;

  /** Advice on a job of the cluster at this address. */
  RescueAdvice(URI flink, OperatorNames names) {
    this.flink = flink;
    this.names = names;
  }

  static String tried(RescaleEntry entry) {
    int earlier = entry.attempt().number();
    return switch (entry.stage()) {
      case PLANNED -> "nothing";
      case STOPPING, REQUESTING, REQUESTED -> asked(entry);
      case STOPPED, SUBMITTING, FAILED, ABANDONED -> launched(entry, earlier);
      case SUBMITTED, RUNNING, VERIFIED, ROLLED_BACK -> launched(entry, earlier + 1);
      case ENDING -> launched(entry, earlier + 1) + ", which is given up";
    };
  }

  private static String asked(RescaleEntry entry) {
    String stop = "asked run " + entry.plan().jobId() + " to stop";
    return entry
        .plan()
        .rescaling()
        .match(
            restart -> stop,
            inPlace -> stop,
            byDeployment ->
                "had deployment %s ask for %s"
                    .formatted(byDeployment.deployment(), entry.parallelism()));
  }

  private static String launched(RescaleEntry entry, int times) {
    String stopped = "stopped run " + entry.plan().jobId();
    return switch (times) {
      case 0 -> stopped;
      case 1 -> "%s, then launched the job as run %s".formatted(stopped, entry.launchedJobId(0));
      default ->
          "%s, then launched the job %d times, the last as run %s"
              .formatted(stopped, times, entry.launchedJobId(times - 1));
    };
  }

  static String next(RescaleEntry entry) {
    return switch (entry.stage()) {
      case PLANNED, REQUESTING, REQUESTED, RUNNING -> "carries the rescale on";
      case STOPPING ->
          "waits for the end of the run, then starts the job from its state; if Flink gives the"
              + " stop up, the run goes on as it was";
      case STOPPED, SUBMITTING ->
          "starts the job as run %s%s%s"
              .formatted(entry.launchedJobId(), pause(entry), correction(entry));
      case SUBMITTED ->
          "waits until %s for all subtasks to run, then ends the run and starts the job at its former parallelism"
              .formatted(until(entry));
      case ENDING ->
          "ends the run, then starts the job at its former parallelism from its newest state";
      case VERIFIED, ROLLED_BACK, ABANDONED, FAILED ->
          "nothing: a person must start the job; it is tuned again once it runs";
    };
  }

  /** When the launch of what ran before has failed, a person may know a better one. */
  private static String correction(RescaleEntry entry) {
    return entry.stage() == Stage.SUBMITTING && entry.attempt().number() > 1
        ? "; to have it started otherwise, correct rescale in the job's file"
        : "";
  }

  private static String pause(RescaleEntry entry) {
    Duration pause = entry.attempt().current().pause();
    return pause.isZero() ? "" : ", after a pause of %s s".formatted(pause.toMillis() / 1000.0);
  }

  private static Instant until(RescaleEntry entry) {
    return entry.stageSince().plus(entry.plan().patience().start()).truncatedTo(ChronoUnit.SECONDS);
  }

  /** A command that shows more, or that starts the job where nothing else will. */
  String command(RescaleEntry entry) {
    return entry
        .plan()
        .rescaling()
        .match(
            restart -> commandOfStage(entry),
            inPlace -> commandOfStage(entry),
            byDeployment ->
                "kubectl -n %s describe flinkdeployment %s"
                    .formatted(
                        byDeployment.deployment().namespace(), byDeployment.deployment().name()));
  }

  private String commandOfStage(RescaleEntry entry) {
    return switch (entry.stage()) {
      case STOPPING, PLANNED, REQUESTING, REQUESTED -> look("/jobs/" + entry.plan().jobId());
      case SUBMITTED, RUNNING, ENDING ->
          look("/jobs/%s/exceptions".formatted(entry.launchedJobId()));
      // A person who starts the job while its first launch is under way would start a second copy.
      case STOPPED, SUBMITTING ->
          entry.attempt().number() > 1 ? start(entry) : look("/jobs/overview");
      case VERIFIED, ROLLED_BACK, ABANDONED, FAILED -> start(entry);
    };
  }

  /** A command that shows what Flink answers at this path. */
  String look(String path) {
    return "curl -sS '%s%s'".formatted(address(), path);
  }

  /** A command that starts the job from the newest state that is known. */
  String start(RescaleEntry entry) {
    String state =
        entry.state().map(CapturedState::path).orElse("<newest savepoint or checkpoint>");
    return entry
        .plan()
        .rescaling()
        .restart()
        .map(restart -> start(entry, restart, state))
        .orElse("flink run -m %s:%d -d -s '%s' <your jar>".formatted(host(), port(), state));
  }

  private String start(RescaleEntry entry, Rescaling.Restart restart, String state) {
    Map<String, Integer> parallelism = names.named(entry.parallelism());
    return restart
        .launch(entry.direction())
        .match(
            jar -> start(jar, state, parallelism),
            client -> start(client.program(), state, parallelism),
            command ->
                "CONTTUNE_STATE_PATH='%s' CONTTUNE_JOB='%s' <rescale.command of the job's YAML for %s>"
                    .formatted(state, entry.plan().jobName(), parallelism));
  }

  private String start(Launch.Jar jar, String state, Map<String, Integer> parallelism) {
    return "flink run -m %s:%d -d -s '%s'%s%s <jar %s> <rescale.arguments of the job's YAML for %s>"
        .formatted(
            host(),
            port(),
            state,
            jar.entryClass().map(name -> " -c " + name).orElse(""),
            jar.parallelism().isPresent() ? " -p " + jar.parallelism().getAsInt() : "",
            jar.jarId(),
            parallelism);
  }

  /** Without user and password, should the address have them. */
  private String address() {
    return "%s://%s:%d%s"
        .formatted(flink.getScheme(), host(), port(), flink.getRawPath().replaceFirst("/$", ""));
  }

  private String host() {
    return flink.getHost();
  }

  private int port() {
    boolean standard = flink.getPort() < 0;
    int ofScheme = "https".equals(flink.getScheme()) ? 443 : 80;
    return standard ? ofScheme : flink.getPort();
  }
}
