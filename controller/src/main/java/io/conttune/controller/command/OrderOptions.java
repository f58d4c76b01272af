package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.OrderDocument;
import io.conttune.controller.api.document.OrderRequest;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that give the service an order. */
public class OrderOptions {
  @Mixin private ServiceOptions service;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it stands in the log and in the evidence of decisions.")
  private String reason;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who gives it (default ${DEFAULT-VALUE}).")
  private String author;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Id of the order, 32 hexadecimal digits. If the service did not answer, repeat the command"
              + " with the id that it told: of one id only the first order counts.")
  private Optional<String> id;

  /** To be mixed into a command. */
  public OrderOptions() {}

  /** Gives an order for one job. */
  int give(String job, String order) throws InterruptedException {
    return give("/jobs/" + ServiceClient.encoded(job) + "/orders", request(order));
  }

  /** Gives an order for one job that names the parallelism of operators. */
  int give(String job, String order, Map<String, Integer> parallelism) throws InterruptedException {
    return give(
        "/jobs/" + ServiceClient.encoded(job) + "/orders",
        request(order, Optional.empty(), Optional.of(parallelism)));
  }

  /** Gives an order for one job that names one operator. */
  int give(String job, String order, String operator) throws InterruptedException {
    return give(
        "/jobs/" + ServiceClient.encoded(job) + "/orders",
        request(order, Optional.of(operator), Optional.empty()));
  }

  /** Gives an order for every job. */
  int giveToAll(String order) throws InterruptedException {
    return give("/orders", request(order));
  }

  private OrderRequest request(String order) {
    return request(order, Optional.empty(), Optional.empty());
  }

  /** The time for which the order holds; empty for its usual time. */
  Optional<Duration> time() {
    return Optional.empty();
  }

  private OrderRequest request(
      String order, Optional<String> operator, Optional<Map<String, Integer>> parallelism) {
    return new OrderRequest(
        Optional.of(id.orElseGet(OrderOptions::randomId)),
        Optional.of(order),
        Optional.of(author),
        Optional.of(reason),
        time()
            .map(length -> OptionalDouble.of(length.toMillis() / 1000.0))
            .orElse(OptionalDouble.empty()),
        operator,
        parallelism);
  }

  private int give(String path, OrderRequest request) throws InterruptedException {
    return service.ask(client -> answer(client, path, request));
  }

  private int answer(ServiceClient client, String path, OrderRequest request)
      throws ServiceException, InterruptedException {
    OrderDocument given = posted(client, path, request);
    service.print(() -> List.of(line(given)), () -> ApiJson.writeIndented(given));
    return ExitCode.DONE;
  }

  /** Whether an order was taken that was not answered is not known: then its id is told. */
  private static OrderDocument posted(ServiceClient client, String path, OrderRequest request)
      throws ServiceException, InterruptedException {
    try {
      return client.post(path, request, OrderDocument.class);
    } catch (ServiceException failed) {
      throw failed.kind() == ServiceException.Kind.SERVICE
          ? failed.saying(
              "%s%nThe order may be in the store all the same; repeat the command with --id %s"
                  .formatted(failed.getMessage(), request.id().orElseThrow()))
          : failed;
    }
  }

  private static String randomId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String line(OrderDocument given) {
    return "%s of %s is given%s; it holds from the next step of the controller on, see the log for order %s"
        .formatted(
            given.order(),
            given.job().orElse("every job"),
            given.until().map(until -> " until " + until).orElse(""),
            given.id());
  }
}
