package io.conttune.controller.api;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.http.Problem;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.Request;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.RunStatus;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.steering.GivenOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The route by which a deployment learns what it needs to start a job again. It is the only one
 * that asks Flink: the newest checkpoint is known nowhere else.
 *
 * @param board the present state of each job
 * @param served settings and stores of each job
 * @param requests of which one at a time reads the store
 * @param checkpoints of running jobs
 */
public record HandoverRoute(
    StatusBoard board, ServedJobs served, StoreRequests requests, Checkpoints checkpoints) {
  /** The rescales that the journal tells. */
  private record Journalled(Optional<RescaleEntry> unfinished, Optional<RescaleEntry> newest) {}

  /** The route. */
  public Route route() {
    return Route.view(ApiRoutes.ROOT + "/jobs/{job}/handover", requests.ofJob(this::reply));
  }

  private Reply reply(Request request) throws ProblemException {
    String name = request.parameter("job");
    JobStatus status = board.job(name).orElseThrow(() -> requests.unknown(name));
    ServedJob job = served.job(name).orElseThrow(() -> requests.unknown(name));
    Journalled journalled =
        requests.use(
            () ->
                new Journalled(
                    job.stores().journal().unfinished(name),
                    job.stores().journal().rescales(name, 1).stream().findFirst()));
    return Reply.json(ApiJson.write(document(status, job, journalled)));
  }

  private HandoverDocument document(JobStatus status, ServedJob job, Journalled journalled)
      throws ProblemException {
    Optional<String> waitsFor = waitsFor(status, journalled);
    return new HandoverDocument(
        status.job(),
        status.flink().toString(),
        status.run().map(RunStatus::jobId),
        waitsFor.isEmpty(),
        waitsFor,
        status.orders().pause().map(HandoverRoute::pause),
        status.run().map(RunStatus::operators).orElse(List.of()).stream()
            .map(
                operator ->
                    new HandoverDocument.Operator(
                        operator.id().value(), operator.name(), operator.parallelism()))
            .toList(),
        state(status, job, journalled));
  }

  private static Optional<String> waitsFor(JobStatus status, Journalled journalled) {
    if (journalled.unfinished().isPresent()) {
      RescaleEntry rescale = journalled.unfinished().get();
      return Optional.of("rescale %s is not finished: %s".formatted(rescale.id(), rescale.note()));
    }
    return status.orders().pause().isPresent() || status.orders().freeze().isPresent()
        ? Optional.empty()
        : Optional.of("the control loop of the job obeys no pause yet");
  }

  private static HandoverDocument.Pause pause(GivenOrder given) {
    return new HandoverDocument.Pause(given.id(), given.author(), given.reason(), given.until());
  }

  private Optional<HandoverDocument.State> state(
      JobStatus status, ServedJob job, Journalled journalled) throws ProblemException {
    Optional<String> jobId = status.run().map(RunStatus::jobId);
    Optional<HandoverDocument.State> running =
        jobId.isPresent() ? checkpoint(job, jobId.get()) : Optional.empty();
    return running.or(
        () ->
            journalled
                .newest()
                .filter(entry -> jobId.isEmpty() || jobId.get().equals(entry.launchedJobId()))
                .flatMap(entry -> entry.attempt().completed().or(entry::state))
                .map(HandoverRoute::state));
  }

  private Optional<HandoverDocument.State> checkpoint(ServedJob job, String jobId)
      throws ProblemException {
    try {
      return checkpoints.newest(job.config(), jobId);
    } catch (FlinkUnavailableException silent) {
      throw new ProblemException(
          Problem.of(
              503,
              "flink-unreachable",
              "the newest checkpoint is not known: " + silent.getMessage()));
    }
  }

  /** What a rescale has written, or found after the end of a run, does not end with the next. */
  private static HandoverDocument.State state(CapturedState captured) {
    String kind =
        captured.kind() == CapturedState.StateKind.CHECKPOINT ? "checkpoint" : "savepoint";
    return new HandoverDocument.State(kind, captured.path(), OptionalDouble.empty(), true);
  }
}
