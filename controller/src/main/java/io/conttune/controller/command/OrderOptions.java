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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that give the service an order. */
public final class OrderOptions {
  @Mixin private ServiceOptions service;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long it holds, such as 2h (default: see docs/steering.md).")
  private Optional<Duration> time;

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

  private OrderRequest request(
      String order, Optional<String> operator, Optional<Map<String, Integer>> parallelism) {
    return new OrderRequest(
        Optional.of(order),
        Optional.of(author),
        Optional.of(reason),
        time.map(length -> OptionalDouble.of(length.toMillis() / 1000.0))
            .orElse(OptionalDouble.empty()),
        operator,
        parallelism);
  }

  private int give(String path, OrderRequest request) throws InterruptedException {
    return service.ask(client -> answer(client, path, request));
  }

  private int answer(ServiceClient client, String path, OrderRequest request)
      throws ServiceException, InterruptedException {
    OrderDocument given = client.post(path, request, OrderDocument.class);
    service.print(() -> List.of(line(given)), () -> ApiJson.writeIndented(given));
    return ExitCode.DONE;
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
