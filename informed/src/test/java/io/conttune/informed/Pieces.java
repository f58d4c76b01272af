package io.conttune.informed;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import io.conttune.core.history.History;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.Backlog;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.metrics.OperatorMetrics;
import io.conttune.core.metrics.TaskTime;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Limits;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TuningInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Builds the pieces of a window of the job {@code source → work} by hand. A piece is 15 s long. The
 * operator {@code work} processes 100 records/s per subtask.
 */
final class Pieces {
  static final OperatorId SOURCE = new OperatorId("source");
  static final OperatorId WORK = new OperatorId("work");
  static final Duration LENGTH = Duration.ofSeconds(15);
  static final double PER_SUBTASK = 100;

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final int parallelism;
  private final List<JobMetrics> pieces = new ArrayList<>();
  private final List<Observation> observations = new ArrayList<>();
  private double perSubtask = PER_SUBTASK;
  private double backlog;
  private boolean tells = true;
  private int most = 64;

  /** A run of the job in which {@code work} has so many subtasks. */
  Pieces(int parallelism) {
    this.parallelism = parallelism;
  }

  /** The source does not report its backlog. */
  Pieces untold() {
    tells = false;
    return this;
  }

  /** The most subtasks that {@code work} may have. */
  Pieces most(int subtasks) {
    most = subtasks;
    return this;
  }

  /** From now on a subtask processes this many records/s. */
  Pieces ability(double ofSubtask) {
    perSubtask = ofSubtask;
    return this;
  }

  /** An observation of {@code work} from before. */
  Pieces observed(int subtasks, double ability) {
    Instant at = BEGIN.minusSeconds(3600).plusSeconds(observations.size());
    observations.add(new Observation(WORK, subtasks, ability, at));
    return this;
  }

  /** A piece in which this many records/s arrive. */
  Pieces arriving(double rate) {
    double capacity = perSubtask * parallelism;
    boolean isHeldUp = rate > capacity || backlog > 0;
    double read = isHeldUp ? capacity : rate;
    return piece(read, rate - read, read / capacity, isHeldUp ? 0 : 0.9);
  }

  /** A piece in whose middle the rate rises beyond the capacity. */
  Pieces risingTo(double rate) {
    double capacity = perSubtask * parallelism;
    double read = capacity * 0.75;
    return piece(read, (rate - capacity) / 2, 0.75, 0.45);
  }

  /** A piece in which the source sends less than {@code work} takes out of full buffers. */
  Pieces buffering(double sent, double taken) {
    return piece(sent, taken, 0, 1, 0);
  }

  /** A piece of a short job, of which the source shows this many times what it read. */
  Pieces misread(double rate, double factor) {
    double capacity = perSubtask * parallelism;
    return piece(factor * capacity, capacity, rate - capacity, 1, 0);
  }

  private Pieces piece(double read, double growth, double busy, double sourceIdle) {
    return piece(read, read, growth, busy, sourceIdle);
  }

  private Pieces piece(double read, double taken, double growth, double busy, double sourceIdle) {
    Instant until = BEGIN.plus(LENGTH.multipliedBy(pieces.size() + 1L));
    double before = backlog;
    backlog = Math.max(0, backlog + growth * LENGTH.toSeconds());
    Optional<Backlog> told =
        tells
            ? Optional.of(new Backlog(backlog, growth, Math.max(before, backlog)))
            : Optional.empty();
    OperatorMetrics source =
        new OperatorMetrics(
            SOURCE,
            1,
            Math.round(read * LENGTH.toSeconds()),
            read,
            read,
            new TaskTime(0.1, sourceIdle, 0.9 - sourceIdle),
            OptionalDouble.empty(),
            told);
    OperatorMetrics work =
        new OperatorMetrics(
            WORK,
            parallelism,
            Math.round(taken * LENGTH.toSeconds()),
            taken,
            0,
            new TaskTime(Math.min(1, busy), 1 - Math.min(1, busy), 0),
            OptionalDouble.empty(),
            Optional.empty());
    pieces.add(
        new JobMetrics(until, LENGTH, Map.of(SOURCE, source, WORK, work), OptionalDouble.empty()));
    return this;
  }

  JobGraph graph() {
    return new JobGraph(
        List.of(vertex(SOURCE, 1), vertex(WORK, parallelism)),
        List.of(new JobEdge(SOURCE, WORK, ShipStrategy.REBALANCE)));
  }

  private static JobVertex vertex(OperatorId id, int subtasks) {
    return new JobVertex(id, id.value(), List.of(id.value()), subtasks, OptionalInt.empty());
  }

  List<JobMetrics> all() {
    return List.copyOf(pieces);
  }

  JobMetrics newest() {
    return pieces.get(pieces.size() - 1);
  }

  TuningInput input(TunerState state) {
    return new TuningInput(
        graph(),
        newest(),
        new History(5, observations),
        new Limits(Map.of(SOURCE, Bounds.fixed(1), WORK, new Bounds(1, most))),
        state,
        pieces,
        Optional.empty());
  }
}
