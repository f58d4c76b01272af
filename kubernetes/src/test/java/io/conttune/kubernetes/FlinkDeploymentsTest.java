package io.conttune.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.rescale.DeploymentName;
import io.conttune.core.rescale.DeploymentParallelism;
import io.conttune.core.rescale.DeploymentReply;
import io.conttune.core.rescale.DeploymentSighting;
import io.conttune.core.rescale.Deployments;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server is fabric8's mock server. */
class FlinkDeploymentsTest {
  private static final DeploymentName SHOP = new DeploymentName("streams", "shop");
  private static final String PATH =
      "/apis/flink.apache.org/v1beta1/namespaces/streams/flinkdeployments/shop";
  private static final OperatorId WORK = new OperatorId("674df9b0384c0348e0b9d1034a44c46c");
  private static final OperatorId SINK = new OperatorId("96eed58e350a66c179f06330f5425345");
  private static final DeploymentParallelism FORMER = new DeploymentParallelism(2, Map.of(WORK, 3));
  private static final DeploymentParallelism WANTED = FORMER.overriding(Map.of(WORK, 6, SINK, 4));

  /** Of ours, and of the client before it patches. */
  private static final int LOOKS_OF_A_CHANGE = 2;

  private static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private KubernetesClient client;
  private FlinkDeployments deployments;

  @BeforeEach
  void start() {
    server.init();
    client =
        FlinkDeploymentsProvider.client(
            new ConfigBuilder(Config.empty()).withMasterUrl(server.url("/")).build());
    deployments = new FlinkDeployments(client);
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  @Test
  void tellsWhatADeploymentAsksForAndWhoseRunItIs() throws Exception {
    there(shop());

    assertThat(deployments.look(SHOP))
        .isEqualTo(
            new DeploymentSighting.Present(
                FORMER,
                Optional.of("d6764682f9fdc6f23d3f78bcd46a1aab"),
                List.of(),
                List.of(),
                "lifecycleState STABLE, reconciliation DEPLOYED, JobManager READY, job RUNNING"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upgradeMode: savepoint | upgradeMode: stateless | set it to savepoint or last-state",
        "upgradeMode: savepoint | allowNonRestoredState: false | is stateless, with which a change",
        "state.savepoints.dir: | job.autoscaler.enabled: 'true' # | set job.autoscaler.enabled: \"false\"",
        "state.savepoints.dir: | kubernetes.operator.job.autoscaler.enabled: true # | each would undo",
        "state: running | state: suspended | set it to running",
        "44c46c:3 | 44c46c:many | is not of the form vertex:2,other:4",
        "state.savepoints.dir: | pipeline: {max-parallelism: 8} # | write each option as one key",
        "lifecycleState: STABLE | lifecycleState: UPGRADING | in lifecycleState UPGRADING"
      })
  void namesWhatStandsAgainstAChange(String from, String to, String message) throws Exception {
    there(shop(from, to));

    assertThat(present().obstacles()).singleElement().asString().contains("streams/shop", message);
  }

  @Test
  void takesLastStateForAModeThatKeepsTheState() throws Exception {
    there(shop("upgradeMode: savepoint", "upgradeMode: last-state"));

    assertThat(present().obstacles()).isEmpty();
  }

  @Test
  void tellsTheAnnotationsOfTheAutoscaler() throws Exception {
    there(
        shop(
            "  generation: 7",
            "  generation: 7\n  annotations: {job.autoscaler/last-scaling: 6, other: x}"));

    assertThat(present().notes())
        .containsExactly(
            "annotation job.autoscaler/last-scaling of FlinkDeployment streams/shop: 6");
  }

  @Test
  void tellsThatTheOperatorHasNotTakenUpAChange() throws Exception {
    there(shop("observedGeneration: 7", "observedGeneration: 6\n  error: no quota"));

    assertThat(present().status())
        .contains("generation 7) not taken up by the operator, which has seen 6", "error no quota");
  }

  @Test
  void aSessionClusterIsNoneOfItsJobs() throws Exception {
    there(shop("    parallelism: 2\n", ""));

    assertThat(absent().isGone()).isFalse();
    assertThat(absent().reason()).contains("it is a session cluster");
  }

  @Test
  void knowsThatThereIsNone() throws Exception {
    assertThat(absent().isGone()).isTrue();
    assertThat(absent().reason()).contains("there is no FlinkDeployment streams/shop");
  }

  @Test
  void doesNotTakeADeploymentThatItMayNotSeeForGone() throws Exception {
    server.expect().get().withPath(PATH).andReturn(403, status(403, "User x cannot get")).always();

    assertThat(absent().isGone()).isFalse();
    assertThat(absent().reason())
        .contains("does not let this controller get", "verbs get and patch", "User x cannot get");
  }

  @Test
  void saysWhenKubernetesDoesNotAnswer() {
    server.expect().get().withPath(PATH).andReturn(500, status(500, "etcd is away")).always();

    assertThatThrownBy(() -> deployments.look(SHOP))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("streams/shop")
        .hasMessageContaining("etcd is away");
    assertThatThrownBy(() -> deployments.change(SHOP, FORMER, WANTED))
        .isInstanceOf(FlinkUnavailableException.class);
  }

  @Test
  void patchesWhatDiffersInTheVersionThatItHasRead() throws Exception {
    there(shop());
    server.expect().patch().withPath(PATH).andReturn(200, shop()).once();

    DeploymentReply reply = deployments.change(SHOP, FORMER, WANTED);

    assertThat(reply).isEqualTo(new DeploymentReply.Changed());
    assertThat(patches())
        .containsExactly(
            """
            {"metadata":{"resourceVersion":"4711"},"spec":{"flinkConfiguration":\
            {"pipeline.jobvertex-parallelism-overrides":"%s:6,%s:4"}}}"""
                .formatted(WORK, SINK));
  }

  @Test
  void patchesTheParallelismOfTheJobAlone() throws Exception {
    there(shop());
    server.expect().patch().withPath(PATH).andReturn(200, shop()).once();

    DeploymentReply reply = deployments.change(SHOP, FORMER, FORMER.ofJob(5));

    assertThat(reply).isEqualTo(new DeploymentReply.Changed());
    assertThat(patches())
        .containsExactly(
            "{\"metadata\":{\"resourceVersion\":\"4711\"},\"spec\":{\"job\":{\"parallelism\":5}}}");
  }

  @Test
  void takesOverridesAwayThatWereNotThereBefore() throws Exception {
    there(shop());
    server.expect().patch().withPath(PATH).andReturn(200, shop()).once();

    DeploymentReply reply = deployments.change(SHOP, FORMER, FORMER.overriding(Map.of()));

    assertThat(reply).isEqualTo(new DeploymentReply.Changed());
    assertThat(patches()).singleElement().asString().contains("{\"" + OVERRIDES + "\":null}");
  }

  @Test
  void changesNothingTwice() throws Exception {
    there(shop());

    assertThat(deployments.change(SHOP, WANTED, FORMER)).isEqualTo(new DeploymentReply.Changed());
    assertThat(patches()).isEmpty();
  }

  @Test
  void leavesTheChangeOfSomebodyElseAlone() throws Exception {
    there(shop("44c46c:3", "44c46c:8"));

    assertThat(deployments.change(SHOP, FORMER, WANTED))
        .isEqualTo(new DeploymentReply.Other(FORMER.overriding(Map.of(WORK, 8))));
    assertThat(patches()).isEmpty();
  }

  @Test
  void makesNoChangeThatWouldLoseTheStateSincePlanning() throws Exception {
    there(shop("upgradeMode: savepoint", "upgradeMode: stateless"));

    assertThat(deployments.change(SHOP, FORMER, WANTED))
        .isInstanceOfSatisfying(
            DeploymentReply.Refused.class,
            refused -> assertThat(refused.cause()).contains("set it to savepoint or last-state"));
    assertThat(patches()).isEmpty();
  }

  @Test
  void readsAnewWhenSomebodyElseWasFaster() throws Exception {
    server.expect().get().withPath(PATH).andReturn(200, shop()).times(LOOKS_OF_A_CHANGE);
    server.expect().patch().withPath(PATH).andReturn(409, status(409, "was modified")).once();
    server
        .expect()
        .get()
        .withPath(PATH)
        .andReturn(200, shop("\"4711\"", "\"4712\""))
        .times(LOOKS_OF_A_CHANGE);
    server.expect().patch().withPath(PATH).andReturn(200, shop()).once();

    assertThat(deployments.change(SHOP, FORMER, WANTED)).isEqualTo(new DeploymentReply.Changed());
    assertThat(patches())
        .satisfiesExactly(
            first -> assertThat(first).contains("\"4711\""),
            second -> assertThat(second).contains("\"4712\""));
  }

  @Test
  void doesNotOverwriteWhatSomebodyFasterHasMade() throws Exception {
    server.expect().get().withPath(PATH).andReturn(200, shop()).times(LOOKS_OF_A_CHANGE);
    server.expect().patch().withPath(PATH).andReturn(409, status(409, "was modified")).once();
    server.expect().get().withPath(PATH).andReturn(200, shop("44c46c:3", "44c46c:9")).once();

    assertThat(deployments.change(SHOP, FORMER, WANTED)).isInstanceOf(DeploymentReply.Other.class);
  }

  @Test
  void leavesOffWhenSomebodyElseIsFasterEachTime() throws Exception {
    there(shop());
    server.expect().patch().withPath(PATH).andReturn(409, status(409, "was modified")).always();

    assertThatThrownBy(() -> deployments.change(SHOP, FORMER, WANTED))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("changed by somebody else each of 3 times");
    assertThat(patches()).hasSize(3);
  }

  @Test
  void saysThatADeploymentWasDeletedInBetween() throws Exception {
    server.expect().get().withPath(PATH).andReturn(200, shop()).once();

    assertThat(deployments.change(SHOP, FORMER, WANTED))
        .isInstanceOfSatisfying(
            DeploymentReply.Refused.class,
            refused -> assertThat(refused.cause()).contains("there is no FlinkDeployment"));
  }

  @ParameterizedTest
  @CsvSource({
    "403, 'does not let this controller patch FlinkDeployment streams/shop'",
    "404, there is no FlinkDeployment streams/shop",
    "422, takes no such FlinkDeployment streams/shop",
    "400, takes no such FlinkDeployment streams/shop"
  })
  void saysWhyAChangeWasRefused(int status, String message) throws Exception {
    there(shop());
    server.expect().patch().withPath(PATH).andReturn(status, status(status, "because")).always();

    assertThat(deployments.change(SHOP, FORMER, WANTED))
        .isInstanceOfSatisfying(
            DeploymentReply.Refused.class,
            refused -> assertThat(refused.cause()).contains(message));
  }

  @Test
  void anAnswerThatIsLostIsNoAnswer() {
    there(shop());
    server.expect().patch().withPath(PATH).andReturn(504, status(504, "timeout")).always();

    assertThatThrownBy(() -> deployments.change(SHOP, FORMER, WANTED))
        .isInstanceOf(FlinkUnavailableException.class);
  }

  @Test
  void isFoundOnTheClassPath() {
    assertThat(ServiceLoader.load(Deployments.Provider.class))
        .singleElement()
        .isInstanceOf(FlinkDeploymentsProvider.class);
  }

  private void there(GenericKubernetesResource resource) {
    server.expect().get().withPath(PATH).andReturn(200, resource).always();
  }

  private DeploymentSighting.Present present() throws FlinkUnavailableException {
    return (DeploymentSighting.Present) deployments.look(SHOP);
  }

  private DeploymentSighting.Absent absent() throws FlinkUnavailableException {
    return (DeploymentSighting.Absent) deployments.look(SHOP);
  }

  /** The bodies of all patches so far, without blanks. */
  private List<String> patches() throws InterruptedException, IOException {
    List<String> bodies = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (RecordedRequest request = server.takeRequest(0, TimeUnit.SECONDS);
        request != null;
        request = server.takeRequest(0, TimeUnit.SECONDS)) {
      if (request.getMethod().equals("PATCH")) {
        assertThat(request.getHeader("Content-Type")).contains("application/merge-patch+json");
        bodies.add(json.readTree(request.getUtf8Body()).toString());
      }
    }
    return bodies;
  }

  private static Status status(int code, String message) {
    return new StatusBuilder().withCode(code).withMessage(message).build();
  }

  private static GenericKubernetesResource shop() {
    return shop("", "");
  }

  /** The recorded deployment, in which one text stands for another. */
  private static GenericKubernetesResource shop(String from, String to) {
    try (InputStream yaml = FlinkDeploymentsTest.class.getResourceAsStream("shop.yaml")) {
      String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains(from);
      return Serialization.unmarshal(text.replace(from, to), GenericKubernetesResource.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
