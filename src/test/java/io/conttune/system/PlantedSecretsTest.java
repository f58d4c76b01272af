package io.conttune.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.conttune.flink.FlinkFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service with a secret wherever a file may name one, before a server that repeats what it was
 * sent: no output, file or table holds it.
 */
final class PlantedSecretsTest {
  private static final String SECRET = "hunter2-planted";
  private static final String LOGIN =
      Base64.getEncoder().encodeToString(("me:" + SECRET).getBytes(StandardCharsets.UTF_8));
  private static final List<String> JOBS = List.of("bearer", "basic", "tls");

  @TempDir private Path directory;
  @TempDir private Path elsewhere;

  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", PlantedSecretsTest::echo);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    List<String> sent =
        exchange.getRequestHeaders().values().stream().map(String::valueOf).toList();
    byte[] body = "{\"errors\":[\"not for %s\"]}".formatted(sent).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(500, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Test
  void noOutputFileOrTableHoldsThem() throws Exception {
    Path service = plant();

    try (ChildJvm validate = ChildJvm.start(directory, "validate", service.toString())) {
      assertThat(validate.exitCode(FlinkFixture.DEADLINE))
          .as(validate.errors().toString())
          .isZero();
    }
    for (String format : List.of("json", "text")) {
      try (ChildJvm run = run(service, format)) {
        await()
            .atMost(FlinkFixture.DEADLINE)
            .until(() -> unreachable(run.out()), count -> count >= JOBS.size());
        run.terminate();
        assertThat(run.exitCode(FlinkFixture.DEADLINE)).isZero();
      }
    }

    assertThat(tables()).contains("CREATE").doesNotContain(SECRET, LOGIN);
    assertThat(filesWith(SECRET)).as("files with the secret").isEmpty();
    assertThat(filesWith(LOGIN)).as("files with the login").isEmpty();
  }

  private ChildJvm run(Path service, String format) throws IOException {
    return ChildJvm.start(
        directory,
        "run",
        "--config",
        service.toString(),
        "--log-level",
        "debug",
        "--log-format",
        format);
  }

  private static long unreachable(String log) {
    return log.lines().filter(line -> line.contains("flink-unreachable")).count();
  }

  private Path plant() throws IOException, GeneralSecurityException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), SECRET + "\n");
    String reference = "'${file:" + secret + "}'";
    String address = "127.0.0.1:" + server.getAddress().getPort();
    trustStore(directory.resolve("trust.p12"));
    Path service = directory.resolve("conttune.yaml");
    Files.writeString(
        service,
        "store: {url: data/conttune, user: me, password: %s}\njobs: jobs\n".formatted(reference));
    Path jobs = Files.createDirectory(directory.resolve("jobs"));
    Files.writeString(
        jobs.resolve("bearer.yaml"),
        """
        job: bearer
        flink: {urls: 'http://%1$s', bearer: %2$s, headers: {X-Key: %2$s}}
        mode: act
        rescale:
          savepoint-directory: s3://bucket/savepoints
          jar: j.jar
          arguments: [--token, %2$s, --p, '${parallelism:count}']
          configuration: {s3.secret-key: %2$s}
        """
            .formatted(address, reference));
    Files.writeString(
        jobs.resolve("basic.yaml"),
        """
        job: basic
        flink: {urls: 'http://%1$s', basic: {user: me, password: %2$s}}
        mode: act
        rescale:
          savepoint-directory: s3://bucket/savepoints
          launch: command
          command: [sh, -c, exit 1, %2$s]
        """
            .formatted(address, reference));
    Files.writeString(
        jobs.resolve("tls.yaml"),
        """
        job: tls
        flink: {urls: 'https://%1$s', trust-store: {file: ../trust.p12, password: %2$s}}
        """
            .formatted(address, reference));
    return service;
  }

  private static void trustStore(Path file) throws IOException, GeneralSecurityException {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      empty.store(out, SECRET.toCharArray());
    }
  }

  /** All tables of the store with all rows, as statements that make them anew. */
  private String tables() throws SQLException {
    StringBuilder script = new StringBuilder();
    try (Connection store =
            DriverManager.getConnection(
                "jdbc:h2:file:" + directory.resolve("data/conttune"), "me", SECRET);
        Statement statement = store.createStatement();
        ResultSet rows = statement.executeQuery("SCRIPT")) {
      while (rows.next()) {
        script.append(rows.getString(1)).append('\n');
      }
    }
    return script.toString();
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
