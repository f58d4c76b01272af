package io.conttune.benchmark.jmh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A REST API with one job, a source and as many operators behind it as wanted, whose counters grow
 * with the time. Loopback only, on a port of the system's choice.
 */
final class WideCluster implements AutoCloseable {
  static final String NAME = "wide";

  static final String ID = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String DETAILS = "/jobs/" + ID;
  private static final String LISTED =
      "{\"jobs\":[{\"jid\":\"%s\",\"name\":\"%s\",\"state\":\"RUNNING\",\"start-time\":1}]}"
          .formatted(ID, NAME);
  private static final long RECORDS_PER_SECOND = 100;
  private static final String OPERATOR =
      "GroupAggregate(groupBy=[some_column_%d], select=[some_column, another_column, SUM(x)])[%d]";

  private final HttpServer server;
  private final int vertices;
  private volatile byte[] details = new byte[0];
  private volatile byte[] sourceMetrics = new byte[0];

  WideCluster(int vertices) throws IOException {
    this.vertices = vertices;
    // As Flink's own server. Without it each small reply would wait 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on the cluster shows what the job has done by then. */
  void workUntil(Instant now) {
    long seconds = now.getEpochSecond();
    long records = seconds * RECORDS_PER_SECOND;
    sourceMetrics =
        utf8(
            "[%s,%s,%s]"
                .formatted(
                    metric("numRecordsOut", records),
                    metric("Source__src.numRecordsOut", records),
                    metric("Source__src.pendingRecords", 0)));
    String all =
        IntStream.range(0, vertices)
            .mapToObj(number -> vertex(number, seconds, records))
            .collect(Collectors.joining(","));
    String nodes =
        IntStream.range(0, vertices).mapToObj(this::node).collect(Collectors.joining(","));
    details =
        utf8(
            """
            {"jid":"%s","name":"%s","state":"RUNNING","now":%d,"timestamps":{"RUNNING":1000},
            "vertices":[%s],"plan":{"type":"STREAMING","nodes":[%s]}}"""
                .formatted(ID, NAME, now.toEpochMilli(), all, nodes));
  }

  private static String metric(String name, long sum) {
    return "{\"id\":\"%s\",\"sum\":%d,\"avg\":%d}".formatted(name, sum, sum);
  }

  private String vertex(int number, long seconds, long records) {
    return """
        {"id":"%032x","name":"%s","maxParallelism":128,"parallelism":1,"status":"RUNNING",
        "slotSharingGroupId":"g","tasks":{"RUNNING":1,"FINISHED":0},"metrics":{
        "read-records":%d,"read-records-complete":true,
        "write-records":%d,"write-records-complete":true,
        "accumulated-busy-time":%d.0,"accumulated-idle-time":%d,"accumulated-backpressured-time":0}}"""
        .formatted(number, name(number), records, records, seconds * 400, seconds * 600);
  }

  private String node(int number) {
    String inputs =
        number == 0
            ? ""
            : ",\"inputs\":[{\"num\":0,\"id\":\"%032x\",\"ship_strategy\":\"HASH\"}]".formatted(0);
    return "{\"id\":\"%032x\",\"parallelism\":1,\"description\":\"%s\"%s}"
        .formatted(number, name(number), inputs);
  }

  private static String name(int number) {
    return number == 0 ? "Source: src" : OPERATOR.formatted(number % 7, number);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body =
        switch (path) {
          case "/overview" -> utf8("{\"slots-total\":64,\"slots-available\":63}");
          case "/jobs/overview" -> utf8(LISTED);
          case DETAILS -> details;
          default -> sourceMetrics;
        };
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(200, body.length);
      out.write(body);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
