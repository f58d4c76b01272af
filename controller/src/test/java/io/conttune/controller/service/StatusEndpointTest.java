package io.conttune.controller.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.controller.config.ListenAddress;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.TokensConfig;
import io.conttune.controller.log.Event;
import io.conttune.controller.log.EventName;
import io.conttune.controller.service.status.ToldJob;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusEndpointTest {
  private final ToldJob job = new ToldJob();
  private final List<Event> events = new ArrayList<>();

  private StatusEndpoint open(ListenAddress address) throws IOException {
    return open(address, TokensConfig.NONE);
  }

  private StatusEndpoint open(ListenAddress address, TokensConfig tokens) throws IOException {
    return StatusEndpoint.open(address, tokens, job.board, List.of(), events::add);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI url = URI.create((String) events.get(0).fields().get("url"));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void tellsItsAddressAndAnswersThere() throws Exception {
    try (StatusEndpoint endpoint = open(new ListenAddress.At("127.0.0.1", 0))) {
      assertThat(endpoint).isNotNull();
      assertThat(events).extracting(Event::name).containsExactly(EventName.HTTP_LISTENING);
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      assertThat(get("/readyz").statusCode()).isEqualTo(503);
      assertThat(get("/metrics").body()).contains("conttune_job_phase{");
      assertThat(get("/metrics").headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @Test
  void whereAViewerHasATokenMetricsNeedIt() throws Exception {
    Secret token = new Secret("${file:view.token}", () -> "see");
    TokensConfig tokens = new TokensConfig(Optional.of(token), Optional.empty());
    try (StatusEndpoint endpoint = open(new ListenAddress.At("127.0.0.1", 0), tokens)) {
      assertThat(endpoint).isNotNull();
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      assertThat(get("/metrics").statusCode()).isEqualTo(401);
    }
  }

  /** Every address of the machine is one that others reach, though it is asked for from here. */
  @Test
  void anAddressOfOtherMachinesWithoutTokensTellsOnlyWhetherItIsAlive() throws Exception {
    try (StatusEndpoint endpoint = open(new ListenAddress.At("0.0.0.0", 0))) {
      assertThat(endpoint).isNotNull();
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      assertThat(get("/metrics").statusCode()).isEqualTo(403);
      assertThat(get("/metrics").body()).contains("tokens-missing");
    }
  }

  @Test
  void anAddressThatWasChosenAndIsTakenIsRefused() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListenAddress.At taken = new ListenAddress.At("127.0.0.1", other.getLocalPort());

      assertThatThrownBy(() -> open(taken))
          .isInstanceOf(IOException.class)
          .hasCauseInstanceOf(BindException.class)
          .hasMessage(
              "listen: cannot listen at %s (Address already in use), expected a free port of an"
                  + " address of this machine; set listen to another address, or to off",
              taken);
    }
  }

  @Test
  void aHostThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> open(new ListenAddress.At("no-such-host.invalid", 0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-host.invalid:0 (no host of this name is known)");
  }

  /** Two services of one machine, of whose files none says where to listen. */
  @Test
  void theUsualAddressIsDoneWithoutIfItIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ListenAddress.At taken = new ListenAddress.At("127.0.0.1", other.getLocalPort());
      try (StatusEndpoint endpoint = open(new ListenAddress.Auto(taken))) {
        assertThat(endpoint).isNotNull();
        assertThat(events).extracting(Event::name).containsExactly(EventName.HTTP_OFF);
        assertThat(events.get(0).fields().get("reason")).asString().contains(taken.toString());
      }
    }
  }

  @Test
  void offListensNowhere() throws Exception {
    try (StatusEndpoint endpoint = open(new ListenAddress.Off())) {
      assertThat(endpoint).isNotNull();
      assertThat(events).isEmpty();
    }
  }
}
