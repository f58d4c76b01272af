package io.conttune.controller.rescale.plan;

import io.conttune.controller.config.JarLaunchConfig;
import io.conttune.controller.config.LaunchMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The launch of a jar on a cluster of one Flink version: the one that the job's file names, or with
 * {@code launch: auto} the one that gives the operators the most freedom.
 *
 * @param launch with the method that was chosen, never {@code auto}
 * @param reason for the method, a sentence without its full stop
 */
public record JarLaunchChoice(JarLaunchConfig launch, String reason) {
  public JarLaunchChoice {
    Objects.requireNonNull(launch, "launch");
    Objects.requireNonNull(reason, "reason");
    if (launch.method() == LaunchMethod.AUTO) {
      throw new IllegalArgumentException("a method must be chosen, but it is auto");
    }
  }

  /**
   * The choice.
   *
   * @param flinkVersion as the cluster names it
   */
  public static JarLaunchChoice of(JarLaunchConfig config, String flinkVersion) {
    if (config.method() != LaunchMethod.AUTO) {
      return new JarLaunchChoice(config, "the job's file says so");
    }
    if (config.setsByArguments()) {
      return chosen(
          config, LaunchMethod.ARGUMENTS, "rescale.arguments has ${parallelism:<operator>}");
    }
    if (config.arguments().hasOneOfJob()) {
      return chosen(config, LaunchMethod.UNIFORM, "rescale.arguments has ${parallelism}");
    }
    RunOptions options = RunOptions.of(flinkVersion);
    if (options == RunOptions.WITH_OVERRIDES) {
      return chosen(config, LaunchMethod.OVERRIDES, options.onOverrides(flinkVersion));
    }
    return config.hasGraphs()
        ? chosen(
            config,
            LaunchMethod.CLIENT,
            options.onOverrides(flinkVersion) + ", and rescale.flink-libraries has a Flink")
        : chosen(
            config,
            LaunchMethod.UNIFORM,
            options.onOverrides(flinkVersion)
                + ", rescale.arguments has no ${parallelism:<operator>}, and there are no"
                + " rescale.flink-libraries beside rescale.jar-file");
  }

  /** These notes, and if nobody has made the choice but this, what was chosen and why. */
  public List<String> notes(JarLaunchConfig config, List<String> others) {
    List<String> notes = new ArrayList<>(others);
    if (config.method() == LaunchMethod.AUTO) {
      notes.add(
          "launch: auto is %s here: %s"
              .formatted(launch.method().name().toLowerCase(Locale.ROOT), reason));
    }
    return notes;
  }

  /** Whether it depends on the cluster's version how this jar is launched. */
  public static boolean dependsOnVersion(JarLaunchConfig config) {
    return config.method() == LaunchMethod.AUTO
        && !config.setsByArguments()
        && !config.arguments().hasOneOfJob();
  }

  private static JarLaunchChoice chosen(
      JarLaunchConfig config, LaunchMethod method, String reason) {
    return new JarLaunchChoice(config.launchedBy(method), reason);
  }
}
