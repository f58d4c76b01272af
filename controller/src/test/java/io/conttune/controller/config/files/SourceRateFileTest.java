package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.FlinkLogin;
import io.conttune.controller.config.Secret;
import io.conttune.controller.config.SourceRateConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key {@code metrics.rates} of a job. */
class SourceRateFileTest {
  private static final String LEAST = "job: a\nflink: http://one\nmetrics:\n  rates:\n";
  private static final Secret TOKEN = new Secret("${env:TOKEN}", () -> "");

  @TempDir private Path directory;

  @Test
  void aNumberIsAHint() throws IOException {
    assertThat(rates("    clicks: 12000\n"))
        .containsOnly(Map.entry("clicks", new SourceRateConfig.Hint(12_000)));
  }

  @Test
  void aServerTellsANumberInJson() throws IOException {
    assertThat(
            rates(
                "    \"Source: clicks\": {url: https://host/metrics/rate, pointer: /data/rate}\n"))
        .containsOnly(
            Map.entry(
                "Source: clicks",
                new SourceRateConfig.Http(
                    FlinkConfig.open(List.of(URI.create("https://host/metrics/rate"))),
                    "/data/rate")));
  }

  @Test
  void aQueryMayHaveALogin() throws IOException {
    assertThat(
            rates(
                """
                    orders:
                      from: prometheus
                      url: https://prom:9090
                      query: sum(rate(topic_in[1m]))
                      bearer: ${env:TOKEN}
                """))
        .containsOnly(
            Map.entry(
                "orders",
                new SourceRateConfig.Prometheus(
                    new FlinkConfig(
                        List.of(URI.create("https://prom:9090")),
                        new FlinkLogin.Bearer(TOKEN),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()),
                    "sum(rate(topic_in[1m]))")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "clicks: -1 | 5:13: metrics.rates.clicks: is \"-1\", expected a number from 0.001",
        "clicks: many | 5:13: metrics.rates.clicks: is \"many\", expected a number from 0.001",
        "clicks: {url: http://one} | 5:13: metrics.rates.clicks.pointer: is missing, expected a JSON pointer",
        "clicks: {url: http://one, pointer: rate} | 5:40: metrics.rates.clicks.pointer: is \"rate\", expected a JSON pointer such as /data/rate",
        "clicks: {pointer: /rate} | 5:13: metrics.rates.clicks.url: is missing, expected the URL of a server",
        "clicks: {from: prometheus, url: http://one, pointer: /rate, query: up} | 5:49: metrics.rates.clicks.pointer: has no effect with from: prometheus",
        "clicks: {from: graphite, url: http://one, pointer: /rate} | 5:20: metrics.rates.clicks.from: is \"graphite\", expected one of",
        "clicks: {url: http://one, pointer: /rate, bearer: typed} | 5:55: metrics.rates.clicks.bearer:",
      })
  void aFaultHasItsPlace(String rate, String fault) throws IOException {
    List<String> faults = faults("    " + rate + "\n");

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).startsWith(fault);
  }

  private Map<String, SourceRateConfig> rates(String text) throws IOException {
    return read(text).valid().metrics().rates();
  }

  private List<String> faults(String text) throws IOException {
    return read(text).faults();
  }

  private ReadJobFile read(String text) throws IOException {
    return ReadJobFile.of(directory, LEAST + text, Map.of("TOKEN", "x"));
  }
}
