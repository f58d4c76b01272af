package io.conttune.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.collector.FlinkReply;
import io.conttune.collector.FlinkRest;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An example of a user's command: it reads from its input what the job is to start from and at
 * which parallelism, and runs a jar. It leaves the choice of the id to Flink.
 *
 * <p>Arguments: REST address, jar id, the parallelism of the count at which it fails, and then
 * those of the program, in which {@code COUNT} stands for the parallelism of the count.
 */
public final class StartByCommand {
  private StartByCommand() {}

  /** Starts the job, and exits with 0 if the cluster has accepted it. */
  public static void main(String[] arguments) throws IOException, FlinkUnavailableException {
    ObjectMapper json = new ObjectMapper();
    JsonNode request = json.readTree(System.in);
    String count = String.valueOf(request.path("operators").path("count").asInt());
    if (!count.equals(System.getenv("CONTTUNE_PARALLELISM_COUNT"))) {
      throw new IllegalStateException("environment and request differ");
    }
    if (count.equals(arguments[2])) {
      System.err.println("no quota for a parallelism of " + count);
      System.exit(3);
    }
    ObjectNode body = json.createObjectNode();
    body.put("savepointPath", System.getenv("CONTTUNE_STATE_PATH"));
    List<String> program = List.of(arguments).subList(3, arguments.length);
    program.stream()
        .map(argument -> argument.replace("COUNT", count))
        .forEach(body.withArray("programArgsList")::add);
    FlinkRest rest = new FlinkRest(List.of(URI.create(arguments[0])), Duration.ofSeconds(30));
    FlinkReply reply = rest.send("POST", "/jars/" + arguments[1] + "/run", Optional.of(body));
    System.out.println(reply);
    System.exit(reply.match(answered -> 0, refused -> 1));
  }
}
