package io.conttune.controller.api;

import io.conttune.controller.api.document.ApiJson;
import io.conttune.controller.api.document.HandoverDocument;
import io.conttune.controller.http.FlinkRequests;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.http.Reply;
import io.conttune.controller.http.Request;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.RunStatus;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.core.rates.Seconds;
import io.conttune.core.rescale.CapturedState;
import io.conttune.core.steering.GivenOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The route by which a deployment learns what it needs to start a job again. It is the only one
 * that asks Flink: the newest state is known nowhere else.
 *
 * @param board the present state of each job
 * @param served settings and stores of each job
 * @param requests of which one at a time reads the store
 * @param questions of which one at a time goes to Flink
 * @param checkpoints of the runs of jobs
 */
public record HandoverRoute(
    StatusBoard board,
    ServedJobs served,
    StoreRequests requests,
    FlinkRequests questions,
    Checkpoints checkpoints) {
  /** The route. */
  public Route route() {
    return Route.view(ApiRoutes.ROOT + "/jobs/{job}/handover", requests.ofJob(this::reply));
  }

  private Reply reply(Request request) throws ProblemException {
    String name = request.parameter("job");
    JobStatus status = board.job(name).orElseThrow(() -> requests.unknown(name));
    ServedJob job = served.job(name).orElseThrow(() -> requests.unknown(name));
    Handover handover =
        requests.use(
            () ->
                new Handover(
                    status,
                    job.stores().journal().unfinished(name),
                    job.stores().journal().rescales(name, 1).stream().findFirst(),
                    job.stores().ages().ofNewestRescale(name),
                    job.stores().seenRuns().seenRun(name)));
    return Reply.json(ApiJson.write(document(handover, state(handover, job))));
  }

  private static HandoverDocument document(
      Handover handover, Optional<HandoverDocument.State> state) {
    JobStatus status = handover.status();
    Optional<String> waitsFor = handover.waitsFor();
    return new HandoverDocument(
        status.job(),
        status.flink().toString(),
        handover.live(),
        waitsFor.isEmpty(),
        waitsFor,
        status.orders().pause().map(HandoverRoute::pause),
        status.run().map(RunStatus::operators).orElse(List.of()).stream()
            .map(
                operator ->
                    new HandoverDocument.Operator(
                        operator.id().value(), operator.name(), operator.parallelism()))
            .toList(),
        state);
  }

  private static HandoverDocument.Pause pause(GivenOrder given) {
    return new HandoverDocument.Pause(given.id(), given.author(), given.reason(), given.until());
  }

  private Optional<HandoverDocument.State> state(Handover handover, ServedJob job)
      throws ProblemException {
    Optional<String> last = handover.last();
    Optional<HandoverDocument.State> told =
        last.isPresent()
            ? questions.ask(() -> checkpoints.newest(job.config(), last.get()))
            : Optional.empty();
    return told.or(
        () ->
            handover
                .stopped()
                .flatMap(Handover::stateOf)
                .map(state -> journalled(handover, state)));
  }

  /** What a rescale has written, or found after the end of a run, does not end with the next. */
  private static HandoverDocument.State journalled(Handover handover, CapturedState state) {
    return state(state, handover.age().orElse(Duration.ZERO), true);
  }

  /** This state as a document. */
  public static HandoverDocument.State state(
      CapturedState captured, Duration age, boolean survivesCancel) {
    boolean isCheckpoint = captured.kind() == CapturedState.StateKind.CHECKPOINT;
    return new HandoverDocument.State(
        isCheckpoint ? "checkpoint" : "savepoint",
        captured.path(),
        Seconds.of(age),
        survivesCancel);
  }
}
