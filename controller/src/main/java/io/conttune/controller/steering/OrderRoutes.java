package io.conttune.controller.steering;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.OrderRequest;
import io.conttune.controller.http.Handler;
import io.conttune.controller.http.Method;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.Request;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.loop.JobStores;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.KeptOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderSequence;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The routes by which people give orders. An order goes into the store; the controller that has the
 * job obeys it at its next step.
 *
 * @param requests of which one at a time uses the store
 * @param stores not fenced by any lease; empty while the service starts
 * @param ids gives an id of 32 hexadecimal digits for each order, never the same twice
 * @param clock tells when an order was given
 */
public record OrderRoutes(
    StoreRequests requests,
    Supplier<Optional<JobStores>> stores,
    Supplier<String> ids,
    InstantSource clock) {
  private static final String ALL = "/api/v1/orders";
  private static final String OF_JOB = "/api/v1/jobs/{job}/orders";
  private static final int CREATED = 201;
  private static final int MOST_LISTED = 100;

  /** An answer that needs the store. */
  @FunctionalInterface
  private interface StoreAnswer {
    Reply reply(Request request, JobStores opened) throws ProblemException;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.view(OF_JOB, ofJob(OrderRoutes::orders)),
        Route.act(Method.POST, OF_JOB, ofJob(this::givenToOne)),
        Route.act(Method.POST, ALL, fromStore(this::givenToAll)));
  }

  private static Reply orders(Request request, JobStores opened) {
    String job = request.parameter("job");
    return Reply.json(
        ApiJson.write(
            documents(opened, job).documents(job, opened.orders().orders(job, MOST_LISTED))));
  }

  private Reply givenToOne(Request request, JobStores opened) throws ProblemException {
    String job = request.parameter("job");
    OrderRequest asked = OrderBody.read(request.body());
    Optional<KeptOrder> known = known(asked, opened.orders().orders(job, MOST_LISTED));
    if (known.isPresent()) {
      // It was taken when it was sent first, though what it asks for may not be possible any more.
      return created(documents(opened, job), known.get());
    }
    Order order = new OrderReader(job, opened).order(asked);
    Optional<GivenOrder> longer = longer(asked, opened.orders().openOrders(job));
    return longer.isPresent()
        ? created(documents(opened, job), new KeptOrder(longer.get(), Optional.empty()))
        : given(asked, order, Optional.of(job), opened);
  }

  private Reply givenToAll(Request request, JobStores opened) throws ProblemException {
    OrderRequest asked = OrderBody.read(request.body());
    return given(asked, OrderReader.orderForAll(asked), Optional.empty(), opened);
  }

  private Reply given(OrderRequest asked, Order order, Optional<String> jobName, JobStores opened)
      throws ProblemException {
    GivenOrder given = given(asked, order, jobName);
    // What the reply needs is read first: once the order is in the store, nothing may fail.
    OrderDocuments documents =
        jobName.map(job -> documents(opened, job)).orElse(new OrderDocuments(Optional.empty()));
    opened.orders().give(given);
    return created(documents, new KeptOrder(given, Optional.empty()));
  }

  /** The pause in force of the same author that ends no sooner, where it is to be kept. */
  private static Optional<GivenOrder> longer(OrderRequest asked, List<OpenOrder> orders) {
    if (!asked.keepLonger().orElse(false)) {
      return Optional.empty();
    }
    List<OpenOrder> open = orders.stream().filter(order -> order.holdsFor(Duration.ZERO)).toList();
    return OrderSequence.of(open.stream().map(OpenOrder::given).toList())
        .inForce()
        .pauses()
        .stream()
        .filter(pause -> pause.author().equals(asked.author()))
        .filter(pause -> open.stream().anyMatch(order -> isAsLong(order, pause, asked)))
        .findFirst();
  }

  private static boolean isAsLong(OpenOrder order, GivenOrder pause, OrderRequest asked) {
    // Without a time the asked one would never end.
    return order.given().equals(pause)
        && time(asked).map(order::holdsFor).orElse(pause.lasts().isEmpty());
  }

  private static Optional<KeptOrder> known(OrderRequest asked, List<KeptOrder> orders) {
    return orders.stream()
        .filter(kept -> asked.id().filter(kept.given().id()::equals).isPresent())
        .findFirst();
  }

  private static Reply created(OrderDocuments documents, KeptOrder kept) {
    return new Reply(CREATED, Reply.JSON, ApiJson.write(documents.document(kept)));
  }

  private GivenOrder given(OrderRequest asked, Order order, Optional<String> jobName)
      throws ProblemException {
    try {
      return new GivenOrder(
          asked.id().orElseGet(ids),
          jobName,
          order,
          asked.author(),
          asked.reason(),
          clock.instant(),
          time(asked).or(order::usualTime));
    } catch (IllegalArgumentException wrong) {
      throw OrderBody.wrong(wrong.getMessage());
    }
  }

  private static Optional<Duration> time(OrderRequest asked) {
    return asked.forSeconds().isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.round(asked.forSeconds().getAsDouble() * 1000)));
  }

  private static OrderDocuments documents(JobStores opened, String job) {
    return new OrderDocuments(opened.seenRuns().seenRun(job).map(SeenRun::graph));
  }

  private Handler ofJob(StoreAnswer answer) {
    return requests.ofJob(fromStore(answer));
  }

  private Handler fromStore(StoreAnswer answer) {
    return requests.fromStore(
        request -> answer.reply(request, stores.get().orElseThrow(StoreRequests::starting)));
  }
}
