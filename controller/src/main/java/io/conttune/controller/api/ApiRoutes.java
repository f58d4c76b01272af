package io.conttune.controller.api;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.DecisionsDocument;
import io.conttune.controller.api.document.JobsDocument;
import io.conttune.controller.api.document.JournalDocument;
import io.conttune.controller.http.EventSource;
import io.conttune.controller.http.Handler;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.RunStatus;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.rescale.RescaleEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of the API that read. Each answers from the snapshots of the jobs, or from the store.
 *
 * @param board the present state of each job
 * @param served settings and stores of each job
 * @param requests of which one at a time reads the store
 * @param events that are streamed
 * @param clock the time of day
 */
public record ApiRoutes(
    StatusBoard board,
    ServedJobs served,
    StoreRequests requests,
    EventSource events,
    InstantSource clock) {
  /** The path at which all others of the API begin. */
  public static final String ROOT = "/api/v1";

  private static final String JOB = ROOT + "/jobs/{job}";

  /** Makes the answer to a request about one job. */
  @FunctionalInterface
  private interface JobAnswer {
    Object document(JobStatus status, ServedJob served, Query query) throws ProblemException;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.view(ROOT + "/openapi.yaml", request -> OpenApiFile.reply()),
        Route.view(ROOT + "/jobs", request -> jobs()),
        Route.view(
            ROOT + "/clusters",
            request -> Reply.json(ApiJson.write(StateDocuments.clusters(board.jobs())))),
        Route.view(JOB + "/savings", fromStore(SavingsDocuments::savings)),
        Route.view(JOB, ofJob((status, job, query) -> StateDocuments.document(status, job))),
        Route.view(JOB + "/decisions", fromStore((status, job, query) -> decisions(job, query))),
        Route.view(
            JOB + "/observations",
            fromStore((status, job, query) -> LearntDocuments.observations(job))),
        Route.view(JOB + "/model", fromStore((status, job, query) -> LearntDocuments.model(job))),
        Route.view(JOB + "/journal", fromStore(ApiRoutes::journal)),
        Route.stream(ROOT + "/events", events));
  }

  private Reply jobs() {
    return Reply.json(
        ApiJson.write(
            new JobsDocument(
                board.jobs().stream()
                    .flatMap(
                        status ->
                            served.job(status.job()).stream()
                                .map(job -> StateDocuments.state(status, job)))
                    .toList())));
  }

  /** A document that needs the store; it is written while no other request uses the store. */
  private Handler fromStore(JobAnswer answer) {
    return requests.ofJob(requests.fromStore(written(answer)));
  }

  private Handler ofJob(JobAnswer answer) {
    return requests.ofJob(written(answer));
  }

  private Handler written(JobAnswer answer) {
    return request -> {
      String name = request.parameter("job");
      JobStatus status = board.job(name).orElseThrow(() -> requests.unknown(name));
      ServedJob job = served.job(name).orElseThrow(() -> requests.unknown(name));
      Query query = new Query(request, clock.instant());
      return Reply.json(ApiJson.write(answer.document(status, job, query)));
    };
  }

  private static DecisionsDocument decisions(ServedJob job, Query query) throws ProblemException {
    String name = job.config().job();
    Instant from = query.time("from", Instant.MIN);
    Instant to = query.time("to", Instant.MAX);
    return new DecisionsDocument(
        name,
        job.stores().decisions().decisions(name, from, to, query.limit()).stream()
            .map(RecordDocuments::decision)
            .toList());
  }

  private static JournalDocument journal(JobStatus status, ServedJob job, Query query)
      throws ProblemException {
    String name = job.config().job();
    VertexNames names =
        status
            .run()
            .map(RunStatus::operators)
            .map(VertexNames::of)
            .or(
                () ->
                    job.stores().seenRuns().seenRun(name).map(SeenRun::graph).map(VertexNames::of))
            .orElseGet(() -> new VertexNames(Map.of()));
    Optional<String> id = query.text("id");
    List<RescaleEntry> found =
        id.isPresent()
            ? job.stores().pastRescales().rescale(name, id.get()).stream().toList()
            : job.stores().journal().rescales(name, query.limit());
    return new JournalDocument(
        name, found.stream().map(entry -> RecordDocuments.rescale(entry, names)).toList());
  }
}
