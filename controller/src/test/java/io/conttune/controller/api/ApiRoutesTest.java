package io.conttune.controller.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.conttune.controller.api.document.SavingsDocument;
import io.conttune.controller.http.Route;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.core.tuning.Decision.HoldReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The API over real HTTP, and the description of it for programs. */
class ApiRoutesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode OPEN_API =
      JSON.valueToTree(new Yaml().<Map<String, Object>>load(OpenApiFile.text()));

  @TempDir private Path directory;
  private final List<Event> events = new ArrayList<>();
  private ApiFixture api;

  @BeforeEach
  void start() throws Exception {
    api = new ApiFixture(events::add).telling(directory);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(api.get(path).body());
  }

  @Test
  void theDescriptionHasEveryPathAndMethodAndNoOther() {
    Set<String> routed = new TreeSet<>();
    for (Route route : api.routes()) {
      routed.add(route.method() + " " + route.path());
    }
    Set<String> described = new TreeSet<>();
    OPEN_API
        .path("paths")
        .properties()
        .forEach(
            path ->
                List.of("get", "post", "put", "delete").stream()
                    .filter(path.getValue()::has)
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(described).isEqualTo(routed);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/jobs, Jobs",
    "/api/v1/jobs/WordCount, Job",
    "/api/v1/jobs/WordCount/decisions, Decisions",
    "/api/v1/jobs/WordCount/observations, Observations",
    "/api/v1/jobs/WordCount/model, Model",
    "/api/v1/jobs/WordCount/journal, Journal",
    "/api/v1/jobs/WordCount/savings, Savings",
    "/api/v1/clusters, Clusters",
    "/api/v1/jobs/WordCount/orders, Orders",
    "/api/v1/jobs/WordCount/handover, Handover",
    "/api/v1/jobs/Word, Problem"
  })
  void aReplyIsAsTheDescriptionSays(String path, String schema) throws Exception {
    assertThat(faultsOf(api.get(path).body(), schema)).isEmpty();
  }

  @Test
  void anOrderIsAsTheDescriptionSays() throws Exception {
    String order =
        """
        {"order": "pin", "parallelism": {"count": 3}, "forSeconds": 60, "author": "alice",
         "reason": "release"}
        """;

    String given = api.post("/api/v1/jobs/WordCount/orders", order).body();

    assertThat(faultsOf(order, "OrderRequest")).isEmpty();
    assertThat(faultsOf(given, "Order")).isEmpty();
    assertThat(faultsOf(api.get("/api/v1/jobs/WordCount/orders").body(), "Orders")).isEmpty();
    assertThat(get("/api/v1/jobs/WordCount/orders").at("/orders/0/until").asText()).isNotEmpty();
  }

  /** Properties that the description does not name are faults here, not for clients. */
  private static List<String> faultsOf(String reply, String schema) {
    ObjectNode root = JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    JsonNode components = OPEN_API.path("components").deepCopy();
    components
        .path("schemas")
        .forEach(
            each -> ((ObjectNode) each).putIfAbsent("additionalProperties", BooleanNode.FALSE));
    root.set("components", components);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root.toString())
        .validate(reply, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void aJobTellsItsOperatorsAndItsLastDecision() throws Exception {
    JsonNode job = get("/api/v1/jobs/WordCount");

    assertThat(job.at("/state/mode").asText()).isEqualTo("recommend");
    assertThat(job.at("/state/phase").asText()).isEqualTo("tuned");
    assertThat(job.at("/state/nextLookSeconds").asDouble()).isEqualTo(5);
    assertThat(job.at("/state/heardSecondsAgo").asDouble()).isZero();
    assertThat(job.at("/state/subtasks").asInt()).isEqualTo(3);
    assertThat(job.at("/state/subtasksWanted").asInt()).isEqualTo(9);
    assertThat(job.at("/operators/1/name").asText()).isEqualTo("count");
    assertThat(job.at("/operators/1/ability").asDouble()).isEqualTo(1000);
    assertThat(job.at("/operators/0/backlogSeconds").asDouble()).isEqualTo(5);
    assertThat(job.at("/decision/reason").asText()).isEqualTo("count is short");
    assertThat(job.at("/decision/operators/0/to").asInt()).isEqualTo(8);
    assertThat(job.at("/rescale/downtimeSeconds").asDouble()).isEqualTo(12);
  }

  @Test
  void decisionsAreThoseOfTheTimeAskedFor() throws Exception {
    String between = api.job.clock.instant().plusSeconds(1).toString();
    api.job.clock.advance(Duration.ofSeconds(60));
    api.job.held(HoldReason.FITS);
    api.store.append(api.job.status().decision().orElseThrow());
    String decisions = "/api/v1/jobs/WordCount/decisions";

    assertThat(get(decisions).path("decisions")).hasSize(2);
    assertThat(get(decisions + "?limit=1").at("/decisions/0/outcome").asText()).isEqualTo("held");
    assertThat(get(decisions + "?from=" + between).path("decisions")).hasSize(1);
    assertThat(get(decisions + "?limit=1&to=" + between).at("/decisions/0/outcome").asText())
        .isEqualTo("recommended");
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=1001", "limit=x", "from=yesterday"})
  void aWrongQueryIsRefused(String query) throws Exception {
    JsonNode problem = get("/api/v1/jobs/WordCount/decisions?" + query);

    assertThat(problem.path("status").asInt()).isEqualTo(400);
    assertThat(problem.path("detail").asText()).startsWith(query.split("=", 2)[0] + " is \"");
  }

  @Test
  void theModelIsTheCurveOfWhatWasObserved() throws Exception {
    JsonNode curve = get("/api/v1/jobs/WordCount/model").at("/operators/0");

    assertThat(curve.path("name").asText()).isEqualTo("count");
    assertThat(curve.path("observed")).hasSize(2);
    assertThat(curve.at("/expected/1/parallelism").asInt()).isEqualTo(2);
    assertThat(curve.at("/expected/1/ability").asDouble()).isBetween(900.0, 1100.0);
    assertThat(get("/api/v1/jobs/WordCount/observations").at("/observations/1/ability").asDouble())
        .isEqualTo(1000);
  }

  @Test
  void theJournalTellsWhatAChangeCost() throws Exception {
    JsonNode rescale = get("/api/v1/jobs/WordCount/journal").at("/rescales/0");

    assertThat(rescale.path("stage").asText()).isEqualTo("verified");
    assertThat(rescale.path("operators")).isNotEmpty();
  }

  @Test
  void theJournalTellsTheRescaleOfAnIdOnly() throws Exception {
    String id = get("/api/v1/jobs/WordCount/journal").at("/rescales/0/id").asText();
    String journal = "/api/v1/jobs/WordCount/journal?id=";

    assertThat(get(journal + id).at("/rescales/0/id").asText()).isEqualTo(id);
    assertThat(get(journal + "0123456789abcdef").path("rescales")).isEmpty();
  }

  @Test
  void savingsAreWhatThePeakWouldHaveTakenBesides() {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    SlotHistory history =
        new SlotHistory(
            "WordCount",
            List.of(
                new SlotHistory.Step(begin, 8),
                new SlotHistory.Step(begin.plusSeconds(3600), 2),
                new SlotHistory.Step(begin.plusSeconds(4 * 3600), 4)),
            begin.plusSeconds(4 * 3600));

    SavingsDocument savings = history.savings();

    assertThat(savings.peak()).isEqualTo(8);
    assertThat(savings.mean()).isEqualTo(3.5);
    assertThat(savings.now()).isEqualTo(4);
    assertThat(savings.savedSlotHours()).isEqualTo(18);
    assertThat(savings.savedShare()).isEqualTo(1 - 3.5 / 8);
  }

  @Test
  void aClusterTellsWhatItsJobsWouldNeed() throws Exception {
    JsonNode cluster = get("/api/v1/clusters").at("/clusters/0");

    // Of 16 slots 8 are taken, 2 of them by the job, which would hold 8.
    assertThat(cluster.path("slotsNeeded").asInt()).isEqualTo(14);
    assertThat(cluster.path("taskManagers").asInt()).isEqualTo(4);
    assertThat(cluster.path("taskManagersNeeded").asInt()).isEqualTo(4);
  }

  @Test
  void whoAsksForAnotherJobLearnsTheNames() throws Exception {
    JsonNode problem = get("/api/v1/jobs/Word");

    assertThat(problem.path("code").asText()).isEqualTo("no-such-job");
    assertThat(problem.at("/expected/0").asText()).isEqualTo(ToldJob.NAME);
  }

  @Test
  void theDescriptionIsServed() throws Exception {
    assertThat(api.get("/api/v1/openapi.yaml").body()).startsWith("openapi: 3.1.0");
  }

  @Test
  void whatIsLoggedFromInfoOnIsStreamed() throws Exception {
    long before = api.feed.newest();
    api.feed.log(Event.of(EventName.RESCALE_STAGE).with("stage", "STOPPED"));
    api.feed.log(Event.of(EventName.JOB_WAITING).with("reason", "no job").ofJob("WordCount"));

    assertThat(events).hasSize(2);
    Optional<String> told =
        api.feed.after(before, Duration.ZERO).map(event -> event.name() + " " + event.data());
    assertThat(told)
        .contains(
            "job-waiting {\"time\":\"%s\",\"event\":\"job-waiting\",\"job\":\"WordCount\",\"reason\":\"no job\"}"
                .formatted(api.job.clock.instant()));
    assertThat(api.feed.after(api.feed.newest(), Duration.ZERO)).isEmpty();
  }
}
