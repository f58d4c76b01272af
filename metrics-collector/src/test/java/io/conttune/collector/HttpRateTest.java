package io.conttune.collector;

import static io.conttune.collector.SourceRateContract.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conttune.core.metrics.ArrivalRate;
import io.conttune.core.metrics.SourceRate;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRateTest implements SourceRateContract {
  private final FakeFlink server = new FakeFlink();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public SourceRate telling(double perSecond) {
    server.answer("/metrics/rate", "{\"data\":{\"rate\":" + perSecond + "}}");
    return rate("/data/rate");
  }

  @Override
  public Optional<SourceRate> failing() {
    server.answer("/metrics/rate", 500, "out of order");
    return Optional.of(rate("/data/rate"));
  }

  @Test
  void namesUrlAndPointerAsTheOrigin() {
    ArrivalRate told = SourceRateContract.told(telling(5).ask(ENOUGH));

    assertThat(told.origin()).isEqualTo(server.uri() + "/metrics/rate /data/rate");
    assertThat(told.certainty()).isEqualTo(ArrivalRate.Certainty.MEASURED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"data\":{}}                 | has nothing at /data/rate",
        "{\"data\":{\"rate\":\"NaN\"}} | has no number at /data/rate, but \"NaN\"",
        "{\"data\":{\"rate\":null}}    | has no number at /data/rate, but null",
        "{\"data\":{\"rate\":-1}}      | has no rate at /data/rate, but -1",
        "{\"data\":{\"rate\":1e999}}   | has no rate at /data/rate",
        "no JSON                       | answered 200, but not with whole JSON: no JSON",
      })
  void aReplyWithoutARateIsAReason(String reply, String reason) {
    server.answer("/metrics/rate", reply);

    assertThat(reason(rate("/data/rate").ask(ENOUGH)))
        .contains("GET " + server.uri() + "/metrics/rate")
        .contains(reason);
  }

  @Test
  void quotesAnErrorOfTheServerAndDoesNotSpeakOfFlink() {
    server.answer("/metrics/rate", 500, "out of order");

    assertThat(reason(rate("/data/rate").ask(ENOUGH)))
        .isEqualTo("GET " + server.uri() + "/metrics/rate answered 500: out of order");
  }

  @Test
  void followsNoRedirect() {
    server
        .answer(
            "/metrics/rate",
            exchange -> {
              exchange.getResponseHeaders().add("Location", "/elsewhere");
              exchange.sendResponseHeaders(302, -1);
              exchange.close();
            })
        .answer("/elsewhere", "{\"data\":{\"rate\":1}}");

    assertThat(reason(rate("/data/rate").ask(ENOUGH))).contains("a redirect to a path");
    assertThat(server.takeRequests()).containsExactly("GET /metrics/rate");
  }

  @Test
  void waitsNoLongerThanItMay() {
    server.hang("/metrics/rate");

    assertThat(reason(rate("/data/rate").ask(Duration.ofMillis(50))))
        .endsWith("was not answered in full within 50 ms");
  }

  @Test
  void refusesJsonThatIsNestedWithoutEnd() {
    server.answer("/metrics/rate", "[".repeat(1000) + "]".repeat(1000));

    assertThat(reason(rate("/0").ask(ENOUGH))).contains("with more than is read");
  }

  @Test
  void logsInAsToACluster() {
    server.answer("/metrics/rate", "{\"rate\":1}");
    ClusterAccess access =
        new ClusterAccess(
            List.of(url()), new Credentials.Bearer(() -> "token"), Map.of(), TlsStores.OF_JVM);

    SourceRateContract.told(new HttpRate(access, "/rate", ENOUGH).ask(ENOUGH));

    assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer token");
  }

  @Test
  void refusesAPointerToTheWholeReply() {
    assertThatThrownBy(() -> rate(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a JSON pointer such as /data/rate");
  }

  private HttpRate rate(String pointer) {
    return new HttpRate(ClusterAccess.open(List.of(url())), pointer, ENOUGH);
  }

  private URI url() {
    return URI.create(server.uri() + "/metrics/rate");
  }
}
