package io.conttune.controller.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.ClusterOverview;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.FlinkVersion;
import io.conttune.collector.JsonFields;
import io.conttune.controller.config.SlotLimit;
import io.conttune.controller.rescale.plan.ClusterSettings;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.metrics.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what of a cluster would stand in the way of tuning its jobs. Only asks. */
final class ClusterCheckup {
  private final FlinkRest rest;
  private final List<Finding> findings = new ArrayList<>();

  private ClusterCheckup(FlinkRest rest) {
    this.rest = rest;
  }

  /**
   * What was found.
   *
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  static List<Finding> of(FlinkRest rest) throws FlinkUnavailableException {
    ClusterCheckup checkup = new ClusterCheckup(rest);
    FlinkVersion version = FlinkVersion.of(rest);
    checkup.version(version);
    checkup.submission(version, rest.get("/config"));
    checkup.applications(version);
    checkup.settings();
    checkup.slots(ClusterOverview.slots(rest));
    return checkup.findings;
  }

  private void version(FlinkVersion version) {
    if (!version.isAtLeast(1, 12)) {
      trouble("Flink %s is too old".formatted(version), "use Flink 1.12 or later");
    } else if (!version.isAtLeast(1, 13)) {
      trouble(
          "Flink %s does not tell how busy its operators are".formatted(version),
          "apply the patch in patch/README.md, or use Flink 1.13 or later");
    } else {
      note("Flink %s".formatted(version));
    }
  }

  private void submission(FlinkVersion version, JsonNode config) {
    if (!config.path("features").path("web-submit").asBoolean()) {
      trouble(
          "takes no jars over REST (web-submit: false at /config)",
          "set web.submit.enable: true on a session cluster, or use launch: command"
              + (version.isAtLeast(1, 18) ? ", or jobmanager.scheduler: adaptive" : ""));
    }
  }

  /** Of Flink 2.3 and later: one main method that has started several jobs shows as one. */
  private void applications(FlinkVersion version) throws FlinkUnavailableException {
    if (!version.isAtLeast(2, 3)) {
      return;
    }
    List<String> running =
        rest.ask("/applications/overview")
            .match(
                answered -> running(JsonFields.of(answered).objects("applications")),
                refused -> List.of());
    if (!running.isEmpty()) {
      note("applications that run: " + String.join(", ", running));
    }
  }

  private static List<String> running(List<JsonFields> applications)
      throws FlinkUnavailableException {
    List<String> running = new ArrayList<>();
    for (JsonFields application : applications) {
      if (application.text("status").equals("RUNNING")) {
        int jobs = 0;
        for (JsonNode ofState : application.object("jobs").node()) {
          jobs += ofState.asInt();
        }
        running.add(
            "%s (%s)".formatted(application.text("name"), jobs == 1 ? "1 job" : jobs + " jobs"));
      }
    }
    return running;
  }

  /** A proxy before Flink may refuse them, as they can hold secrets. */
  private void settings() {
    try {
      settings(ClusterSettings.of(rest.fetch(ClusterSettings.PATH)));
    } catch (FlinkUnavailableException refused) {
      note(
          "its settings were not checked, such as the scheduler mode and the directory for"
              + " savepoints: "
              + refused.getMessage());
    }
  }

  private void settings(Map<String, String> settings) {
    if ("reactive".equalsIgnoreCase(settings.getOrDefault("scheduler-mode", ""))) {
      trouble(
          "runs in reactive mode, in which Flink takes every slot for its job by itself",
          "take scheduler-mode: reactive away and set jobmanager.scheduler: adaptive");
    }
    if (isTrue(settings, "job.autoscaler.enabled")
        || isTrue(settings, "kubernetes.operator.job.autoscaler.enabled")) {
      trouble(
          "its job is scaled by the autoscaler of Flink's Kubernetes operator"
              + " (job.autoscaler.enabled: true), and two would undo what the other does",
          "set job.autoscaler.enabled: \"false\" in spec.flinkConfiguration of its deployment");
    } else if (settings.containsKey("kubernetes.cluster-id")) {
      note(
          "runs on Kubernetes as %s; if Flink's operator runs it, launch: kubernetes fits"
              .formatted(settings.get("kubernetes.cluster-id")));
    }
    boolean hasDirectory =
        settings.containsKey("state.savepoints.dir")
            || settings.containsKey("execution.checkpointing.savepoint-dir");
    note(
        hasDirectory
            ? "has a directory for savepoints"
            : "has no directory for savepoints: rescale.savepoint-directory of a job must name one");
  }

  private static boolean isTrue(Map<String, String> settings, String key) {
    return "true".equalsIgnoreCase(settings.get(key));
  }

  private void slots(Slots slots) {
    String text = "%d slots, of which %d are free".formatted(slots.total(), slots.available());
    if (slots.available() == 0) {
      trouble(text + ": no job can grow", new SlotLimit.Fixed().remedy());
    } else {
      note(text);
    }
  }

  private void note(String text) {
    findings.add(Finding.note(Finding.CLUSTER, text));
  }

  private void trouble(String text, String remedy) {
    findings.add(Finding.trouble(Finding.CLUSTER, text, remedy));
  }
}
