package io.conttune.controller.rescale.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.core.rescale.Launch;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretMissingException;
import java.util.Map;

/**
 * The body of a request about a jar, with all secrets, which no journal and no log has. The run and
 * its dry run both take it from here, so that the dry run shows the job that the run would start.
 */
final class JarRequest {
  private JarRequest() {}

  /**
   * What a launch asks for, apart from the run's id and state.
   *
   * @throws SecretMissingException if a secret of the launch is not there
   */
  static ObjectNode body(Launch.Jar launch, SecretFilling filling) throws SecretMissingException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    launch.entryClass().ifPresent(name -> body.put("entryClass", name));
    for (String argument : launch.arguments()) {
      body.withArray("programArgsList").add(filling.fill(argument));
    }
    launch.parallelism().ifPresent(parallelism -> body.put("parallelism", parallelism));
    for (Map.Entry<String, String> option : launch.configuration().entrySet()) {
      body.withObject("/flinkConfiguration").put(option.getKey(), filling.fill(option.getValue()));
    }
    return body;
  }
}
