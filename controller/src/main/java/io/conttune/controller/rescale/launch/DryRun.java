package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.collector.JsonFields;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.Launch;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretLookup;
import io.conttune.core.secret.SecretMissingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the cluster build the plan of a launch, by what the launch would send, and run nothing. */
final class DryRun {
  private final FlinkRest rest;
  private final SecretLookup secrets;

  DryRun(FlinkRest rest, SecretLookup secrets) {
    this.rest = rest;
    this.secrets = secrets;
  }

  /**
   * The parallelism of every vertex of the job that this launch would start.
   *
   * @param obstacles takes the reason if there is no plan
   */
  Optional<Map<OperatorId, Integer>> of(Launch.Jar launch, List<String> obstacles)
      throws FlinkUnavailableException {
    SecretFilling filling = new SecretFilling(secrets);
    ObjectNode body;
    try {
      body = JarRequest.body(launch, filling);
    } catch (SecretMissingException missing) {
      obstacles.add(
          "rescale.arguments and rescale.configuration: a secret " + missing.getMessage());
      return Optional.empty();
    }
    return plan(launch.jarId(), body, filling)
        .<Optional<Map<OperatorId, Integer>>, FlinkUnavailableException>match(
            answered -> Optional.of(planned(answered)),
            refused -> {
              obstacles.add(
                  "the dry run of the new launch failed with " + filling.hide(refused.reason()));
              return Optional.empty();
            });
  }

  private static Map<OperatorId, Integer> planned(FlinkReply.Answered plan)
      throws FlinkUnavailableException {
    Map<OperatorId, Integer> planned = new LinkedHashMap<>();
    for (JsonFields node : JsonFields.of(plan).object("plan").objects("nodes")) {
      planned.put(new OperatorId(node.text("id")), Math.toIntExact(node.number("parallelism")));
    }
    return planned;
  }

  /** Sends the request. An error may repeat what was sent, so its secrets are hidden. */
  private FlinkReply plan(String jar, ObjectNode body, SecretFilling filling)
      throws FlinkUnavailableException {
    try {
      return rest.send("POST", "/jars/" + jar + "/plan", Optional.of(body));
    } catch (FlinkUnavailableException failure) {
      throw filling.hide(failure);
    }
  }
}
