package io.conttune.controller.steering;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.controller.http.StatusServer;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.http.Tokens;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.SettableClock;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.steering.GivenOrder;
import io.conttune.core.steering.OpenOrder;
import io.conttune.core.steering.Order;
import io.conttune.core.steering.OrderEnd;
import io.conttune.core.steering.OrderSequence;
import io.conttune.core.steering.OrdersInForce;
import io.conttune.core.tuning.Decision;
import io.conttune.core.tuning.DecisionRecord;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import io.conttune.core.tuning.Evidence;
import io.conttune.core.tuning.PlanId;
import io.conttune.core.tuning.Provisioning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders over real HTTP. */
final class OrderRoutesTest {
  private static final String JOB = "WordCount";
  private static final OperatorId COUNT = new OperatorId("c0ffee");
  private static final String ORDERS = "/api/v1/jobs/WordCount/orders";
  private static final String BY = ", \"author\": \"alice\", \"reason\": \"release\"}";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final StatusBoard board = new StatusBoard(clock);
  private Optional<JobStores> stores = Optional.of(JobStores.in(store));
  private int ids;
  private StatusServer server;

  @BeforeEach
  void start() throws IOException {
    board.of(JOB, URI.create("http://127.0.0.1:8081"));
    store.saveSeenRun(
        JOB,
        new SeenRun(
            "job-1",
            new JobGraph(
                List.of(new JobVertex(COUNT, "count", List.of("count"), 2, OptionalInt.empty())),
                List.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    server =
        StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new OrderRoutes(
                    new StoreRequests(board), () -> stores, () -> "%032x".formatted(++ids), clock)
                .routes(),
            Tokens.NONE,
            event -> {},
            clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPauseGoesIntoTheStoreWithAuthorReasonAndTime() throws Exception {
    HttpResponse<String> reply = post(ORDERS, "{\"order\": \"pause\", \"forSeconds\": 7200" + BY);

    assertThat(reply.statusCode()).isEqualTo(201);
    assertThat(only())
        .isEqualTo(
            new GivenOrder(
                "%032x".formatted(1),
                Optional.of(JOB),
                new Order.Pause(),
                "alice",
                "release",
                clock.instant(),
                Optional.of(Duration.ofHours(2))));
    JsonNode document = new ObjectMapper().readTree(reply.body());
    assertThat(document.path("id").asText()).isEqualTo(only().id());
    assertThat(document.path("until").asText()).isEqualTo("2026-01-01T02:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "alice, 7200, 1",
    "alice, 3600, 1",
    "alice, 3599, 2",
    "bob, 7200, 2",
  })
  void aPauseMayKeepALongerOneOfTheSameAuthor(String author, int seconds, int kept)
      throws Exception {
    post(
        ORDERS,
        "{\"order\": \"pause\", \"forSeconds\": %d, \"author\": \"%s\", \"reason\": \"r\"}"
            .formatted(seconds, author));

    HttpResponse<String> reply =
        post(ORDERS, "{\"order\": \"pause\", \"forSeconds\": 3600, \"keepLonger\": true" + BY);

    assertThat(store.openOrders(JOB)).hasSize(kept);
    assertThat(new ObjectMapper().readTree(reply.body()).path("id").asText())
        .isEqualTo("%032x".formatted(kept));
  }

  /** What is over already must be kept by nobody, though its end is not noted yet. */
  @Test
  void aPauseWhoseTimeIsOverIsNotKept() throws Exception {
    post(ORDERS, "{\"order\": \"pause\", \"forSeconds\": 60" + BY);
    clock.advance(Duration.ofMinutes(2));

    post(ORDERS, "{\"order\": \"pause\", \"forSeconds\": 1, \"keepLonger\": true" + BY);

    assertThat(store.openOrders(JOB)).hasSize(2);
  }

  @Test
  void onlyAPauseMayKeepAnother() throws Exception {
    HttpResponse<String> reply = post(ORDERS, "{\"order\": \"undo\", \"keepLonger\": true" + BY);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("keepLonger is true, expected true or false, of a pause");
  }

  @Test
  void aRequestIsTriedForTheUsualTimeUnlessAnotherIsGiven() throws Exception {
    post(ORDERS, "{\"order\": \"scale\", \"parallelism\": {\"count\": 3}" + BY);

    assertThat(only().order()).isEqualTo(new Order.Scale(Map.of("count", 3)));
    assertThat(only().lasts()).contains(Duration.ofMinutes(15));
  }

  @Test
  void whatIsAppliedOrDismissedIsThePlanThatWasShown() throws Exception {
    String plan = recommend(8);

    HttpResponse<String> reply = forPlan("apply", plan);
    forPlan("dismiss", plan);

    assertThat(reply.body()).contains("\"parallelism\":{\"count\":8}");
    assertThat(store.openOrders(JOB))
        .extracting(open -> open.given().order())
        .containsExactly(new Order.Apply(Map.of(COUNT, 8)), new Order.Dismiss(Map.of(COUNT, 8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply", "dismiss"})
  void aPlanThatIsNotTheNewestAnyMoreIsRefusedWithTheNewest(String order) throws Exception {
    String shown = recommend(8);
    String newest = recommend(6);

    HttpResponse<String> reply = forPlan(order, shown);

    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(reply.body())
        .contains("plan-outdated", "plan " + shown, "\"expected\":[\"" + newest + "\"]");
    assertThat(store.openOrders(JOB)).isEmpty();
  }

  @Test
  void aPlanThatIsDecidedAnewIsTheOneThatWasShown() throws Exception {
    String shown = recommend(8);
    recommend(6);
    recommend(8);

    assertThat(forPlan("apply", shown).statusCode()).isEqualTo(201);
  }

  @Test
  void nothingCanBeAppliedWhereNothingIsRecommended() throws Exception {
    HttpResponse<String> reply = forPlan("apply", "0123456789ab");

    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(reply.body()).contains("nothing-recommended", "plan 0123456789ab is out of date");
  }

  @Test
  void whoAppliesMustNameThePlan() throws Exception {
    recommend(8);

    HttpResponse<String> reply = post(ORDERS, "{\"order\": \"apply\"" + BY);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("plan is missing", "conttune plan WordCount");
  }

  @Test
  void anApplyThatIsRepeatedIsKnownThoughItsPlanIsNotTheNewestAnyMore() throws Exception {
    String body =
        "{\"order\": \"apply\", \"id\": \"%s\", \"plan\": \"%s\""
                .formatted("b".repeat(32), recommend(8))
            + BY;
    post(ORDERS, body);
    recommend(6);

    HttpResponse<String> again = post(ORDERS, body);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).contains("\"parallelism\":{\"count\":8}");
    assertThat(only().order()).isEqualTo(new Order.Apply(Map.of(COUNT, 8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"order\": \"stop\", \"author\": \"alice\", \"reason\": \"release\"}",
        "{\"author\": \"alice\", \"reason\": \"release\"}",
        "{\"order\": \"pause\", \"reason\": \"release\"}",
        "{\"order\": \"pause\", \"author\": \"alice\"}",
        "{\"order\": \"pause\", \"author\": \"a\", \"reason\": \"r\", \"for\": \"2h\"}",
        "{\"order\": \"pin\", \"author\": \"alice\", \"reason\": \"release\"}",
        "{\"order\": \"unpin\", \"author\": \"alice\", \"reason\": \"release\"}",
        "{\"order\": \"scale\", \"parallelism\": {\"count\": 0}, \"author\": \"a\", \"reason\": \"r\"}",
        "{\"order\": \"scale\", \"parallelism\": {\"count\": 1.5}, \"author\": \"a\", \"reason\": \"r\"}",
        "{\"order\": \"pause\", \"forSeconds\": 0, \"author\": \"a\", \"reason\": \"r\"}",
        "{\"order\": \"freeze\", \"author\": \"alice\", \"reason\": \"release\"}",
        "{\"order\": \"resume\", \"forSeconds\": 60, \"author\": \"a\", \"reason\": \"r\"}",
        "{\"order\": \"pause\", \"id\": \"1\", \"author\": \"a\", \"reason\": \"r\"}",
        "[]",
        "pause"
      })
  void aWrongOrderIsRefusedAndNotKept(String body) throws Exception {
    assertThat(post(ORDERS, body).statusCode()).isEqualTo(400);
    assertThat(store.openOrders(JOB)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"author", "reason"})
  void aLongTextIsRefusedBecauseEachDecisionWouldRepeatIt(String key) throws Exception {
    String body = "{\"order\": \"pause\"" + BY;
    String text = key.equals("author") ? "alice" : "release";

    HttpResponse<String> reply = post(ORDERS, body.replace(text, "x".repeat(1001)));

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains(key + " has 1001 characters, expected at most ");
  }

  @ParameterizedTest
  @CsvSource({"count, c0ffee", "c0ffee, count", "count, count"})
  void aPinEndsByTheIdOrTheNameOfItsOperator(String pinned, String unpinned) throws Exception {
    post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"%s\": 3}".formatted(pinned) + BY);

    HttpResponse<String> reply =
        post(ORDERS, "{\"order\": \"unpin\", \"operator\": \"%s\"".formatted(unpinned) + BY);

    assertThat(reply.statusCode()).isEqualTo(201);
    assertThat(inForce().pins()).isEmpty();
  }

  @Test
  void aSecondPinByAnotherNameTakesThePlaceOfTheFirst() throws Exception {
    post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"count\": 3}" + BY);
    post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"c0ffee\": 4}" + BY);

    assertThat(inForce().pins())
        .extracting(pinned -> pinned.pin().parallelism())
        .containsExactly(4);
  }

  @Test
  void whatIsNotPinnedCannotBeUnpinned() throws Exception {
    post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"count\": 3}" + BY);

    HttpResponse<String> reply =
        post(ORDERS, "{\"order\": \"unpin\", \"operator\": \"cuont\"" + BY);

    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(reply.body()).contains("not-pinned", "\"expected\":[\"count\"]");
    assertThat(inForce().pins()).hasSize(1);
  }

  @Test
  void aPinWhoseTimeIsOverIsNone() throws Exception {
    post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"count\": 3}, \"forSeconds\": 60" + BY);
    clock.advance(Duration.ofSeconds(60));

    HttpResponse<String> reply =
        post(ORDERS, "{\"order\": \"unpin\", \"operator\": \"count\"" + BY);

    assertThat(reply.statusCode()).isEqualTo(409);
  }

  private OrdersInForce inForce() {
    return OrderSequence.of(store.openOrders(JOB).stream().map(OpenOrder::given).toList())
        .inForce();
  }

  @Test
  void anOrderThatIsSentTwiceWithItsIdCountsOnce() throws Exception {
    String undo = "{\"order\": \"undo\", \"id\": \"%s\"".formatted("b".repeat(32)) + BY;

    post(ORDERS, undo);
    HttpResponse<String> again = post(ORDERS, undo);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(only().id()).isEqualTo("b".repeat(32));
  }

  @Test
  void anOrderThatIsNotAnsweredForAFailureOfTheStoreIsNotKept() throws Exception {
    stores = Optional.of(withUnreadableRuns());

    assertThat(post(ORDERS, "{\"order\": \"undo\"" + BY).statusCode()).isEqualTo(503);
    assertThat(store.openOrders(JOB)).isEmpty();
  }

  @Test
  void whoMistypesAnOperatorLearnsTheNames() throws Exception {
    HttpResponse<String> reply =
        post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"cuont\": 3}" + BY);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("cuont", "count");
  }

  @Test
  void whoMistypesAJobLearnsTheNames() throws Exception {
    HttpResponse<String> reply =
        post("/api/v1/jobs/WordCuont/orders", "{\"order\": \"pause\"" + BY);

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body()).contains("WordCount");
  }

  @Test
  void aFreezeConcernsEveryJob() throws Exception {
    HttpResponse<String> reply = post("/api/v1/orders", "{\"order\": \"freeze\"" + BY);

    assertThat(reply.statusCode()).isEqualTo(201);
    assertThat(only().jobName()).isEmpty();
  }

  @Test
  void ordersAreListedWithTheirEnd() throws Exception {
    post(ORDERS, "{\"order\": \"pin\", \"parallelism\": {\"count\": 3}" + BY);
    store.end(only().id(), new OrderEnd(OrderEnd.Cause.LIFTED, "unpin: bob, reason: done"));

    JsonNode order = new ObjectMapper().readTree(send(request(ORDERS)).body()).at("/orders/0");

    assertThat(order.path("order").asText()).isEqualTo("pin");
    assertThat(order.at("/parallelism/count").asInt()).isEqualTo(3);
    assertThat(order.path("end").asText()).isEqualTo("lifted");
    assertThat(order.path("note").asText()).contains("bob");
  }

  @Test
  void noOrderIsTakenBeforeTheStoreIsOpen() throws Exception {
    stores = Optional.empty();

    assertThat(post(ORDERS, "{\"order\": \"pause\"" + BY).statusCode()).isEqualTo(503);
  }

  private JobStores withUnreadableRuns() {
    SeenRuns unreadable =
        new SeenRuns() {
          @Override
          public void saveSeenRun(String jobName, SeenRun run) {
            store.saveSeenRun(jobName, run);
          }

          @Override
          public Optional<SeenRun> seenRun(String jobName) {
            throw new StoreUnavailableException("the disk is full");
          }
        };
    return new JobStores(store, store, unreadable, store, store, store, store, store, store, store);
  }

  private HttpResponse<String> forPlan(String order, String plan) throws Exception {
    return post(ORDERS, "{\"order\": \"%s\", \"plan\": \"%s\"".formatted(order, plan) + BY);
  }

  /** A recommendation to give {@code count} this many subtasks; the id of its plan. */
  private String recommend(int subtasks) {
    Decision rescale =
        new Decision.Rescale(
            Decision.Step.SMALL,
            Map.of(COUNT, subtasks),
            "count is short",
            new Evidence("scripted", Provisioning.UNDER, List.of(), List.of()));
    DecisionRecord record =
        new DecisionRecord(
            JOB,
            "job-1",
            clock.instant(),
            Outcome.RECOMMENDED,
            List.of(),
            rescale,
            Optional.empty());
    store.append(record);
    return PlanId.of(record).orElseThrow().text();
  }

  private GivenOrder only() {
    List<OpenOrder> open = store.openOrders(JOB);
    assertThat(open).hasSize(1);
    return open.get(0).given();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path)).timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
