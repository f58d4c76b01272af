package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings for redeploying a job.
 *
 * @param launch the way a new run is started
 * @param savepointDirectory where the cluster writes savepoints: a URI, or an absolute path; empty
 *     only if {@code launch} names no jar or a deployment, because then nothing is stopped from
 *     here
 * @param capture the state that a new run starts from
 * @param inPlace whether Flink's scheduler may rescale the run that there is
 * @param savepoints which of those that rescales have made stay
 * @param timing times that a rescale takes and waits
 */
public record RescaleConfig(
    LaunchConfig launch,
    Optional<String> savepointDirectory,
    CaptureConfig capture,
    InPlaceMode inPlace,
    SavepointsConfig savepoints,
    RescaleTiming timing) {
  private static final String DIRECTORY = "^([A-Za-z][A-Za-z0-9+.-]*:)?/";
  private static final Pattern DIRECTORY_START = Pattern.compile(DIRECTORY);

  private static final String EXAMPLE = "file:///var/flink/savepoints";

  private static final Pattern USER_INFO = Pattern.compile("[^/]*//[^/]*:[^/]*@");

  private static final Setting<Optional<String>> SAVEPOINT_DIRECTORY =
      Setting.optional(
          "savepoint-directory",
          Scalars.text()
              .map(RescaleConfig::directory, text -> text)
              .described("URI or absolute path", Map.of("type", "string", "pattern", DIRECTORY)),
          "Directory for savepoints, as the cluster sees it. Required, save with `in-place: always`"
              + " and without a jar, and with `launch: kubernetes`.");
  private static final Setting<InPlaceMode> IN_PLACE =
      Setting.of(
          "in-place",
          Scalars.choice(InPlaceMode.class),
          InPlaceMode.AUTO,
          "Rescaling by Flink's adaptive scheduler, from 1.18 on, without a new run. `auto`: where"
              + " that is safe. `always`: only so, even if sinks show records twice"
              + " ([rules](rescaling.md#in-place)).");
  private static final Setting<SavepointsConfig> SAVEPOINTS =
      Setting.of(
          "savepoints",
          new Section<>(SavepointsConfig::bind),
          SavepointsConfig.DEFAULT,
          "The savepoints that rescales have made.");

  public RescaleConfig {
    Objects.requireNonNull(launch, "launch");
    SAVEPOINT_DIRECTORY.require(savepointDirectory);
    if (savepointDirectory.isEmpty() && startsJobs(launch)) {
      throw new IllegalArgumentException("a launch needs a directory for savepoints");
    }
    Objects.requireNonNull(capture, "capture");
    IN_PLACE.require(inPlace);
    Objects.requireNonNull(savepoints, "savepoints");
    Objects.requireNonNull(timing, "timing");
  }

  /** The section {@code rescale} of a job's file. */
  static Setting<Optional<RescaleConfig>> setting(FileContext context) {
    return Setting.optional(
        "rescale",
        new Section<RescaleConfig>(fields -> bind(fields, context)),
        "[How the job is redeployed](#rescale).");
  }

  private static RescaleConfig bind(Fields<RescaleConfig> fields, FileContext context) {
    Optional<String> directory =
        fields.value(SAVEPOINT_DIRECTORY, RescaleConfig::savepointDirectory);
    LaunchConfig launch = fields.variant(LaunchConfig.variants(context), RescaleConfig::launch);
    CaptureConfig capture = fields.part(CaptureConfig::bind, RescaleConfig::capture);
    InPlaceMode inPlace = fields.value(IN_PLACE, RescaleConfig::inPlace);
    boolean isByOperator = isByOperator(launch);
    fields.holds(
        !isByOperator || inPlace != InPlaceMode.ALWAYS,
        "is always, expected it without with launch kubernetes: the operator chooses its way itself",
        IN_PLACE);
    fields.holds(
        startsJobs(launch) || isByOperator || inPlace == InPlaceMode.ALWAYS,
        "is missing, expected the name or id of a jar on the cluster, or jar-file with a file of"
            + " this machine; only in-place: always needs none",
        JarSource.OnCluster.JAR,
        JarSource.LocalFile.JAR_FILE);
    boolean isComplete =
        fields.holds(
            directory.isPresent() || !startsJobs(launch),
            "is missing, expected a directory such as file:///var/savepoints, as the cluster sees"
                + " it",
            SAVEPOINT_DIRECTORY);
    return new RescaleConfig(
        launch,
        isComplete ? directory : Optional.of(EXAMPLE),
        capture,
        inPlace,
        fields.value(SAVEPOINTS, RescaleConfig::savepoints),
        fields.part(RescaleTiming::bind, RescaleConfig::timing));
  }

  /** Whether this launch could start a job. */
  private static boolean startsJobs(LaunchConfig launch) {
    return launch.match(
        jar -> jar.jar().match(cluster -> true, file -> true, unnamed -> false),
        command -> true,
        own -> true,
        deployment -> false);
  }

  private static boolean isByOperator(LaunchConfig launch) {
    return launch.match(jar -> false, command -> false, own -> false, deployment -> true);
  }

  private static String directory(String text) throws Mismatch {
    if (USER_INFO.matcher(text).lookingAt()) {
      throw new Mismatch(
          "holds a user or a password, which would be logged; expected a directory without, and the"
              + " login in the configuration of Flink");
    }
    if (!DIRECTORY_START.matcher(text).lookingAt()) {
      throw new Mismatch(
          "is \"%s\", expected a URI such as file:///var/savepoints or an absolute path"
              .formatted(text));
    }
    return text;
  }
}
