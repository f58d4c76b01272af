package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.conttune.core.FlinkUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server with certificates that keytool made. */
class TlsTest {
  @TempDir static Path folder;

  private static GeneratedKeys keys;

  private Optional<HttpsServer> server = Optional.empty();

  @BeforeAll
  static void generateKeys() throws Exception {
    keys = new GeneratedKeys(folder);
    keys.pair("server", "san=ip:127.0.0.1");
    keys.pair("other", "san=ip:127.0.0.1");
    keys.pair("elsewhere", "san=dns:elsewhere.example");
    keys.pair("controller", "san=ip:127.0.0.1");
  }

  @AfterEach
  void stop() {
    server.ifPresent(running -> running.stop(0));
  }

  @Test
  void trustsTheAuthorityOfItsTrustStore() throws Exception {
    URI url = serve("server", Optional.empty());

    assertThat(client(url, trust(keys.trust("server"))).get("/overview").path("a").intValue())
        .isEqualTo(1);
  }

  @Test
  void trustsTheAuthorityOfAPemFile() throws Exception {
    URI url = serve("server", Optional.empty());

    assertThat(client(url, trust(keys.pem("server"))).get("/overview").path("a").intValue())
        .isEqualTo(1);
  }

  @Test
  void saysThatACertificateIsNotTrusted() {
    URI url = serve("server", Optional.empty());

    assertThatThrownBy(() -> client(url, trust(keys.trust("other"))).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + url + "/overview found no connection")
        .hasMessageContaining("the certificate of 127.0.0.1 is signed by nobody that is trusted")
        .hasMessageContaining("trust store");
  }

  @Test
  void trustsNotWhomTheJvmDoesNotKnow() {
    URI url = serve("server", Optional.empty());

    assertThatThrownBy(() -> new FlinkRest(List.of(url), Duration.ofSeconds(10)).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("signed by nobody that is trusted");
  }

  @Test
  void saysThatACertificateIsForAnotherHost() {
    URI url = serve("elsewhere", Optional.empty());

    assertThatThrownBy(() -> client(url, trust(keys.trust("elsewhere"))).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("the certificate of 127.0.0.1 is refused")
        .hasMessageContaining("subject alternative names");
  }

  @Test
  void showsItsOwnCertificateToAClusterThatAsksForOne() throws Exception {
    URI url = serve("server", Optional.of("controller"));
    TlsStores both =
        new TlsStores(Optional.of(keys.trust("server")), Optional.of(keys.keyStore("controller")));

    assertThat(client(url, both).get("/overview").path("a").intValue()).isEqualTo(1);
  }

  @Test
  void saysThatAClusterMayAskForACertificate() {
    URI url = serve("server", Optional.of("controller"));

    assertThatThrownBy(() -> client(url, trust(keys.trust("server"))).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("GET " + url + "/overview broke off")
        .hasMessageContaining("key store");
  }

  @Test
  void readsATrustStoreAgainWhenItsFileHasChanged() throws Exception {
    URI url = serve("server", Optional.empty());
    Path rotated = folder.resolve("rotated.p12");
    Files.copy(keys.trust("other").file(), rotated, StandardCopyOption.REPLACE_EXISTING);
    FlinkRest client =
        client(url, trust(new TlsStores.Store(rotated, Optional.of(GeneratedKeys.PASSWORD))));
    assertThatThrownBy(() -> client.get("/overview")).isInstanceOf(FlinkUnavailableException.class);

    Files.copy(keys.trust("server").file(), rotated, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(rotated, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

    assertThat(client.get("/overview").path("a").intValue()).isEqualTo(1);
  }

  @Test
  void namesATrustStoreThatCannotBeOpened() {
    Path file = keys.trust("server").file();
    TlsStores wrong = trust(new TlsStores.Store(file, Optional.of(() -> "wrong-s3cr3t")));

    assertThatThrownBy(() -> client(URI.create("https://127.0.0.1:1"), wrong).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining("was not sent: the trust store " + file + " cannot be used")
        .hasMessageContaining("password was incorrect")
        .hasMessageNotContaining("wrong-s3cr3t");
  }

  @Test
  void namesATrustStoreThatIsNotThere() {
    Path file = folder.resolve("none.p12");
    TlsStores missing = trust(new TlsStores.Store(file, Optional.empty()));

    assertThatThrownBy(() -> client(URI.create("https://127.0.0.1:1"), missing).get("/overview"))
        .isInstanceOf(FlinkUnavailableException.class)
        .hasMessageContaining(file + " cannot be read");
  }

  private static TlsStores trust(TlsStores.Store store) {
    return new TlsStores(Optional.of(store), Optional.empty());
  }

  private static FlinkRest client(URI url, TlsStores stores) {
    return new FlinkRest(
        new ClusterAccess(List.of(url), Credentials.NONE, Map.of(), stores),
        Duration.ofSeconds(10));
  }

  private URI serve(String certificate, Optional<String> clientCertificate) {
    try {
      SSLContext context =
          TlsContexts.of(
              new TlsStores(
                  clientCertificate.map(keys::trust), Optional.of(keys.keyStore(certificate))));
      HttpsServer https =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      https.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters ssl = context.getDefaultSSLParameters();
              ssl.setNeedClientAuth(clientCertificate.isPresent());
              parameters.setSSLParameters(ssl);
            }
          });
      https.createContext(
          "/",
          exchange -> {
            byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      https.start();
      server = Optional.of(https);
      return URI.create("https://127.0.0.1:" + https.getAddress().getPort());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
