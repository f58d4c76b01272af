package io.conttune.collector;

import static io.conttune.collector.SourceRateContract.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.core.metrics.SourceRate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusRateTest implements SourceRateContract {
  private static final String PATH = "/api/v1/query";
  private static final String QUERY = "sum(rate(topic_in{topic=\"clicks\"}[1m]))";
  private static final String SERIES = "{\"metric\":{},\"value\":[1700000000.123,\"%s\"]}";

  private final FakeFlink server = new FakeFlink();

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  public SourceRate telling(double perSecond) {
    server.answer(PATH, vector(SERIES.formatted(perSecond)));
    return rate();
  }

  @Override
  public Optional<SourceRate> failing() {
    server.answer(PATH, vector(""));
    return Optional.of(rate());
  }

  @Test
  void asksTheQueryInItsUrl() {
    SourceRateContract.told(telling(7).ask(ENOUGH));

    assertThat(server.takeRequests())
        .containsExactly(
            "GET /api/v1/query?query=sum%28rate%28topic_in%7Btopic%3D%22clicks%22%7D%5B1m%5D%29%29");
  }

  @Test
  void namesServerAndQueryAsTheOrigin() {
    assertThat(SourceRateContract.told(telling(7).ask(ENOUGH)).origin())
        .isEqualTo("Prometheus at " + server.uri() + ", " + QUERY);
  }

  @Test
  void readsAScalar() {
    server.answer(PATH, success("scalar", "[1700000000.123,\"12.5\"]"));

    assertThat(SourceRateContract.told(rate().ask(ENOUGH)).perSecond()).isEqualTo(12.5);
  }

  @Test
  void anEmptyVectorIsAReason() {
    server.answer(PATH, vector(""));

    assertThat(reason(rate().ask(ENOUGH)))
        .isEqualTo(
            "the query %s at %s has no result: no series matches it now"
                .formatted(QUERY, server.uri()));
  }

  @Test
  void severalSeriesAreAReasonThatSaysWhatToDo() {
    String one = SERIES.formatted(1);
    server.answer(PATH, vector(one + "," + one));

    assertThat(reason(rate().ask(ENOUGH)))
        .endsWith("has 2 series, expected one; add them up with sum(…)");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "+Inf", "-Inf", "-3", "''"})
  void aValueThatIsNoRateIsAReason(String value) {
    server.answer(PATH, vector(SERIES.formatted(value)));

    assertThat(reason(rate().ask(ENOUGH))).contains(QUERY, value);
  }

  @Test
  void aMatrixIsAReason() {
    server.answer(PATH, success("matrix", "[]"));

    assertThat(reason(rate().ask(ENOUGH))).contains("the type \"matrix\", expected one number");
  }

  @Test
  void quotesTheErrorOfTheServer() {
    server.answer(
        PATH,
        400,
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"unclosed left parenthesis\"}");

    assertThat(reason(rate().ask(ENOUGH))).contains("answered 400", "unclosed left parenthesis");
  }

  @Test
  void quotesAnErrorThatCameWithAStatusOfSuccess() {
    server.answer(PATH, "{\"status\":\"error\",\"error\":\"query timed out\"}");

    assertThat(reason(rate().ask(ENOUGH))).endsWith("failed: query timed out");
  }

  private PrometheusRate rate() {
    return new PrometheusRate(ClusterAccess.open(List.of(server.uri())), QUERY, ENOUGH);
  }

  private static String vector(String series) {
    return success("vector", "[" + series + "]");
  }

  private static String success(String type, String result) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}"
        .formatted(type, result);
  }
}
