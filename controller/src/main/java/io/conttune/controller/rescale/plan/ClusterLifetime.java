package io.conttune.controller.rescale.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a cluster stays up when its job ends. An application cluster and a per-job cluster
 * end with their job: whoever stops the job can start none there again.
 */
public final class ClusterLifetime {
  private static final String TARGET = "execution.target";
  private static final String SUBMIT = "web.submit.enable";

  /** The execution targets of clusters that run one job; Flink calls the first one application. */
  private static final Set<String> ENDS_WITH_ITS_JOB =
      Set.of("embedded", "kubernetes-application", "yarn-application", "yarn-per-job");

  private ClusterLifetime() {}

  /**
   * Why no job of this cluster may be stopped to be started again. A cluster that does not tell
   * counts as one that ends with its job.
   *
   * @param config the cluster's answer at {@code /config}
   * @return empty if the cluster stays up
   * @throws FlinkUnavailableException if the cluster does not answer
   */
  public static Optional<String> obstacle(FlinkRest rest, JsonNode config)
      throws FlinkUnavailableException {
    boolean takesJars = takesJars(config);
    return rest.ask(ClusterSettings.PATH)
        .match(
            answered -> ofSettings(answered, takesJars),
            refused ->
                takesJars
                    ? Optional.empty()
                    : Optional.of(
                        unknown(
                            "%s is refused with %s; let the controller read it"
                                .formatted(refused.origin(), refused.reason()))));
  }

  /**
   * Whether the cluster says that it takes jars over REST, which only session clusters do.
   *
   * @param config the cluster's answer at {@code /config}
   * @throws FlinkUnavailableException if it does not say so or otherwise
   */
  public static boolean takesJars(JsonNode config) throws FlinkUnavailableException {
    return new JsonFields(config, "GET /config", "").object("features").flag("web-submit");
  }

  private static Optional<String> ofSettings(FlinkReply.Answered reply, boolean takesJars) {
    Map<String, String> settings = ClusterSettings.of(reply);
    String target = settings.getOrDefault(TARGET, "");
    if (ENDS_WITH_ITS_JOB.contains(target)) {
      return Optional.of(
          "the cluster ends with its job, which can then not be started on it again (%s shows %s: %s); run the job on a session cluster, or set jobmanager.scheduler: adaptive to rescale it in place"
              .formatted(reply.origin(), TARGET, target));
    }
    boolean staysWithoutJars = "false".equals(settings.get(SUBMIT));
    return takesJars || staysWithoutJars
        ? Optional.empty()
        : Optional.of(
            unknown(
                "%s sets neither %s nor %s: false; if it is a session cluster, set %s"
                    .formatted(reply.origin(), TARGET, SUBMIT, SUBMIT)));
  }

  private static String unknown(String why) {
    return "whether the cluster ends with its job cannot be told: as an application cluster it takes no jars over REST (web-submit: false at /config), and "
        + why;
  }
}
