package io.conttune.controller.command;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.DecisionDocument;
import io.conttune.controller.api.document.JobDocument;
import io.conttune.controller.api.document.OrderDocument;
import io.conttune.controller.api.document.OrderRequest;
import io.conttune.controller.api.document.OrdersDocument;
import io.conttune.controller.client.ServiceClient;
import io.conttune.controller.client.ServiceException;
import io.conttune.controller.client.text.PlanText;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
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
      description = "Who gives it (default: the name of your user).")
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
    return give(job, request(order, Optional.empty(), Map.of(), Optional.empty()));
  }

  /** Gives an order for one job that names the parallelism of operators. */
  int give(String job, String order, Map<String, Integer> parallelism) throws InterruptedException {
    return give(job, request(order, Optional.empty(), parallelism, Optional.empty()));
  }

  /** Gives an order for one job that names one operator. */
  int give(String job, String order, String operator) throws InterruptedException {
    return give(job, request(order, Optional.of(operator), Map.of(), Optional.empty()));
  }

  /** The options of the service that is asked. */
  ServiceOptions service() {
    return service;
  }

  /**
   * Pauses a job. A pause by the same author that ends no sooner is kept, and returned.
   *
   * @param usual the time for which it holds unless another one is given
   */
  OrderDocument pause(ServiceClient client, String job, Duration usual)
      throws ServiceException, InterruptedException {
    return posted(
        client,
        path(job),
        request(
            "pause",
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            time().or(() -> Optional.of(usual)),
            Optional.of(true)));
  }

  /** The newest pause that the author of this order has given and that may be in force. */
  Optional<OrderDocument> ownPause(ServiceClient client, String job)
      throws ServiceException, InterruptedException {
    return ServiceOptions.ofJob(client, job, "/orders", OrdersDocument.class).orders().stream()
        .filter(given -> given.order().equals("pause") && given.end().isEmpty())
        .filter(given -> given.author().equals(author))
        .findFirst();
  }

  /** Gives an order for every job. */
  int giveToAll(String order) throws InterruptedException {
    OrderRequest request = request(order, Optional.empty(), Map.of(), Optional.empty());
    return service.ask(client -> answer(client, "/orders", request, List.of()));
  }

  /**
   * Gives an order for the plan of one job. A plan that is not named is read first, and shown.
   *
   * @param plan its id, as {@code plan} has shown it
   */
  int giveForPlan(String job, String order, Optional<String> plan) throws InterruptedException {
    return service.ask(
        client -> {
          if (plan.isPresent()) {
            return answer(client, path(job), forPlan(order, plan), List.of());
          }
          JobDocument found = ServiceOptions.ofJob(client, job, "", JobDocument.class);
          DecisionDocument decision = planned(found);
          List<String> shown = new PlanText(ZoneId.systemDefault()).of(found, decision);
          return answer(client, path(job), forPlan(order, decision.planId()), shown);
        });
  }

  private static DecisionDocument planned(JobDocument job) throws ServiceException {
    return job.decision()
        .filter(decision -> decision.planId().isPresent())
        .orElseThrow(
            () ->
                new ServiceException(
                    ServiceException.Kind.REQUEST,
                    "nothing is recommended for %1$s now; conttune plan %1$s tells more"
                        .formatted(job.state().job())));
  }

  private OrderRequest forPlan(String order, Optional<String> plan) {
    return request(order, Optional.empty(), Map.of(), plan);
  }

  /** The time for which the order holds; empty for its usual time. */
  Optional<Duration> time() {
    return Optional.empty();
  }

  private OrderRequest request(
      String order,
      Optional<String> operator,
      Map<String, Integer> parallelism,
      Optional<String> plan) {
    return request(order, operator, parallelism, plan, time(), Optional.empty());
  }

  private OrderRequest request(
      String order,
      Optional<String> operator,
      Map<String, Integer> parallelism,
      Optional<String> plan,
      Optional<Duration> lasts,
      Optional<Boolean> keepLonger) {
    return new OrderRequest(
        Optional.of(id.orElseGet(OrderOptions::randomId)),
        order,
        author,
        reason,
        lasts
            .map(length -> OptionalDouble.of(length.toMillis() / 1000.0))
            .orElse(OptionalDouble.empty()),
        operator,
        parallelism,
        plan,
        keepLonger);
  }

  private int give(String job, OrderRequest request) throws InterruptedException {
    return service.ask(client -> answer(client, path(job), request, List.of()));
  }

  private static String path(String job) {
    return "/jobs/" + ServiceClient.encoded(job) + "/orders";
  }

  /** Gives the order; the answer stands below what was shown before. */
  private int answer(ServiceClient client, String path, OrderRequest request, List<String> shown)
      throws ServiceException, InterruptedException {
    OrderDocument given = posted(client, path, request);
    List<String> lines = new ArrayList<>(shown);
    lines.add(line(given));
    service.print(() -> lines, () -> ApiJson.writeIndented(given));
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
              "%s%nThe order may be in the store all the same; repeat the command with --id %s%s"
                  .formatted(
                      failed.getMessage(),
                      request.id().orElseThrow(),
                      request.plan().map(plan -> " --plan " + plan).orElse("")))
          : failed;
    }
  }

  private static String randomId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String line(OrderDocument given) {
    return "%s of %s is given%s, and is obeyed from the next look at the job on (order %s)"
        .formatted(
            given.order(),
            given.job().orElse("every job"),
            given.until().map(until -> " until " + until).orElse(""),
            given.id());
  }
}
