package io.conttune.controller.api;

import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.http.FlinkRequests;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StatusServer;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.http.Tokens;
import io.conttune.controller.input.Reading;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.loop.Pace;
import io.conttune.controller.service.status.ToldJob;
import io.conttune.controller.steering.OrderRoutes;
import io.conttune.controller.store.InMemoryStore;
import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.history.Observation;
import io.conttune.core.identity.Fingerprints;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.metrics.FakeJobMonitor;
import io.conttune.core.rescale.Stage;
import io.conttune.core.tuning.DecisionRecord.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A server of the API over real HTTP, of the job that {@link ToldJob} tells of. */
public final class ApiFixture implements AutoCloseable {
  public final ToldJob job = new ToldJob();
  public final InMemoryStore store = new InMemoryStore(job.clock);
  public final ServedJobs served = new ServedJobs();
  public final EventFeed feed;
  public Checkpoints checkpoints = (config, jobId) -> Optional.empty();
  private int orderIds;
  private final StatusServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public ApiFixture(EventLog log) throws IOException {
    this.feed = new EventFeed(log, job.clock);
    this.server =
        StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            routes(),
            Tokens.NONE,
            log,
            job.clock);
  }

  /** All of the API. */
  List<Route> routes() {
    StoreRequests requests = new StoreRequests(job.board);
    List<Route> views = new ApiRoutes(job.board, served, requests, feed, job.clock).routes();
    List<Route> orders =
        new OrderRoutes(
                requests,
                () -> Optional.of(JobStores.in(store)),
                () -> "%032x".formatted(++orderIds),
                job.clock)
            .routes();
    Route handover =
        new HandoverRoute(
                job.board,
                served,
                requests,
                new FlinkRequests(),
                (config, jobId) -> checkpoints.newest(config, jobId))
            .route();
    return Stream.of(views, orders, List.of(handover)).flatMap(List::stream).toList();
  }

  /** The job has a file, was observed, decided on and rescaled. */
  public ApiFixture telling(Path directory) throws Exception {
    serve(directory);
    JobGraph graph =
        new JobGraph(
            List.of(
                vertex(FakeJobMonitor.SOURCE, "source", 1),
                vertex(FakeJobMonitor.COUNT, "count", 2)),
            List.of(new JobEdge(FakeJobMonitor.SOURCE, FakeJobMonitor.COUNT, ShipStrategy.HASH)));
    store.saveSeenRun(
        ToldJob.NAME,
        new SeenRun(
            "job-1",
            graph,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    store.append(
        ToldJob.NAME,
        Fingerprints.of(graph),
        List.of(
            new Observation(FakeJobMonitor.COUNT, 1, 600, job.clock.instant()),
            new Observation(FakeJobMonitor.COUNT, 2, 1000, job.clock.instant())));
    job.rescaled(Stage.VERIFIED);
    job.wanted(8, Outcome.RECOMMENDED);
    store.append(job.status().decision().orElseThrow());
    store.write(job.status().rescale().orElseThrow());
    return this;
  }

  /** The job has a file; its loop has not taken a step. */
  public void serve(Path directory) throws IOException {
    served.serve(
        new ServedJob(
            config(directory),
            new Pace(Duration.ofSeconds(5), Duration.ofSeconds(1)),
            JobStores.in(store)));
  }

  private static JobVertex vertex(OperatorId id, String name, int parallelism) {
    return new JobVertex(id, name, List.of(name), parallelism, OptionalInt.empty());
  }

  private static JobConfig config(Path directory) throws IOException {
    Path file = directory.resolve("wordcount.yaml");
    Files.writeString(file, "job: WordCount\nflink: http://127.0.0.1:8081\n");
    return ((Reading.Valid<JobConfig>) new ConfigReader(Map.of()).job(file)).value();
  }

  public URI url() {
    return server.url();
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(20)).build(),
        BodyHandlers.ofString());
  }

  /** Sends this JSON. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(url().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
  }
}
