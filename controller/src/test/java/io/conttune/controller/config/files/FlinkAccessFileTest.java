package io.conttune.controller.config.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.collector.Credentials;
import io.conttune.collector.TlsStores;
import io.conttune.controller.config.CertificateFile;
import io.conttune.controller.config.FlinkConfig;
import io.conttune.controller.config.FlinkLogin;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key {@code flink} of a job: URLs alone, or a mapping that says how to log in. */
class FlinkAccessFileTest {
  private static final String PLANTED = "hunter2";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tuner:hunter2@one:8081",
        "https://hunter2@one",
        "'//tuner:hunter2@one'",
        "tuner:hunter2@one:8081",
        "http://tuner:hunter2@one?a=b",
        "http://tuner:hunter2@one:99999",
        "'http://tuner:hunter2@ one'",
        "[http://one, 'http://tuner:hunter2@two']",
        "{urls: 'http://tuner:hunter2@one'}"
      })
  void aUserOrPasswordInAUrlIsRefusedAndNotRepeated(String flink) throws IOException {
    List<String> faults = faults("flink: " + flink + "\n");

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0))
        .contains("holds a user or a password", "basic: {user: …, password: ${env:NAME}}")
        .doesNotContain(PLANTED);
  }

  @Test
  void aPasswordInTheSavepointDirectoryIsRefusedAndNotRepeated() throws IOException {
    List<String> faults =
        faults(
            "flink: http://one\nrescale: {launch: overrides, jar: a, savepoint-directory:"
                + " 's3://key:hunter2@bucket/savepoints'}\n");

    assertThat(faults).hasSize(1);
    assertThat(faults.get(0)).contains("holds a user or a password").doesNotContain(PLANTED);
  }

  @Test
  void aContainerOfAzureIsNoUser() throws IOException {
    String directory = "abfss://container@account.dfs.core.windows.net/savepoints";

    JobConfig config =
        valid(
            "flink: http://one\nrescale: {launch: overrides, jar: a, savepoint-directory: '"
                + directory
                + "'}\n");

    assertThat(config.rescale().orElseThrow().savepointDirectory()).contains(directory);
  }

  @Test
  void aMappingSaysHowToLogIn() throws IOException {
    FlinkConfig flink =
        valid(
                """
                flink:
                  urls: [https://one:8081, https://two]
                  basic: {user: tuner, password: "${env:PASSWORD}"}
                  headers: {X-Key: "${env:PASSWORD}"}
                  trust-store: certificates.pem
                  key-store: {file: /keys.p12, password: "${env:PASSWORD}"}
                """)
            .flink();

    Secret password = new Secret("${env:PASSWORD}", () -> PLANTED);
    assertThat(flink)
        .isEqualTo(
            new FlinkConfig(
                List.of(URI.create("https://one:8081"), URI.create("https://two")),
                new FlinkLogin.Basic("tuner", password),
                Map.of("X-Key", password),
                Optional.of(
                    new CertificateFile(directory.resolve("certificates.pem"), Optional.empty())),
                Optional.of(new CertificateFile(Path.of("/keys.p12"), Optional.of(password)))));
    assertThat(flink.toString() + flink.access()).contains("***").doesNotContain(PLANTED);
    assertThat(flink.access().credentials().authorization()).contains("Basic dHVuZXI6aHVudGVyMg==");
    assertThat(flink.access().headers().get("X-Key").read()).isEqualTo(PLANTED);
    assertThat(flink.access().tls().key().flatMap(TlsStores.Store::password).orElseThrow().read())
        .isEqualTo(PLANTED);
  }

  @Test
  void aTokenIsLookedUpAnewForEachRequest() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "first\n");
    FlinkConfig flink = valid("flink: {urls: 'https://one', bearer: '${file:token}'}\n").flink();
    Credentials credentials = flink.access().credentials();

    Optional<String> before = credentials.authorization();
    Files.writeString(file, "second\n");

    assertThat(before).contains("Bearer first");
    assertThat(credentials.authorization()).contains("Bearer second");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{urls: 'https://a', basic: {user: u, password: hunter2}}                    | 2:55: flink.basic.password: is no reference, expected ${env:NAME} or ${file:/path}",
        "{urls: 'https://a', bearer: hunter2}                                        | 2:36: flink.bearer: is no reference, expected ${env:NAME} or ${file:/path}",
        "{urls: 'https://a', headers: {X-Key: hunter2}}                              | 2:45: flink.headers.X-Key: is no reference, expected ${env:NAME} or ${file:/path}",
        "{urls: 'https://a', basic: {user: 'a:b', password: '${env:PASSWORD}'}}      | 2:42: flink.basic.user: holds a colon, which basic authentication does not allow",
        "{urls: 'https://a', basic: {user: u}}                                       | 2:35: flink.basic.password: is missing, expected ${env:NAME} or ${file:/path}",
        "{basic: {user: u, password: '${env:PASSWORD}'}}                             | 2:8: flink.urls: is missing, expected a URL such as http://127.0.0.1:8081, or a list of them",
        "{urls: 'https://a', token: x}                                               | 2:28: flink.token: is not a known key, expected one of basic, bearer, headers, key-store, trust-store, urls",
        "{urls: 'https://a', bearer: '${env:NOT_SET}'}                               | 2:36: flink.bearer: names the environment variable NOT_SET, which is not set",
        "{urls: 'https://a', bearer: '${env:PASSWORD}', basic: {user: u, password: '${env:PASSWORD}'}} | 2:36: flink.bearer: stands beside basic, expected one of them",
      })
  void saysWhatIsWrongWithTheMapping(String flink, String fault) throws IOException {
    assertThat(faults("flink: " + flink + "\n")).containsExactly(fault);
  }

  @Test
  void whatTheClientRefusesIsAFault() throws IOException {
    assertThat(faults("flink: {urls: 'http://one', trust-store: /trust.pem}\n"))
        .singleElement()
        .asString()
        .startsWith("2:15: flink.urls: cannot be used: ")
        .contains("https");
    assertThat(faults("flink: {urls: 'http://one', headers: {Host: '${env:PASSWORD}'}}\n"))
        .singleElement()
        .asString()
        .startsWith("2:15: flink.urls: cannot be used: ")
        .contains("Host");
  }

  private JobConfig valid(String yaml) throws IOException {
    return read(yaml).valid();
  }

  private List<String> faults(String yaml) throws IOException {
    return read(yaml).faults();
  }

  private ReadJobFile read(String yaml) throws IOException {
    return ReadJobFile.of(directory, "job: WordCount\n" + yaml, Map.of("PASSWORD", PLANTED));
  }
}
