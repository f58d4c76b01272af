package io.conttune.controller.loop;

import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.JobSnapshot;
import io.conttune.core.metrics.SlotShares;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.RecordAges;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.SlotShortfall;
import io.conttune.core.time.SteadyClock;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.LimitsOf;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a job from asking again and again for slots with which a rescale has failed. The journal
 * tells them, so that a restart of the controller forgets nothing. Not thread-safe.
 */
final class SlotMemory {
  /** Rescales that are looked at: beyond them it is tried anew. */
  private static final int REMEMBERED = 30;

  private final String jobName;
  private final Journal journal;
  private final RecordAges ages;
  private final Duration hold;
  private final SteadyClock clock;
  private Optional<RescaleEntry> newest = Optional.empty();
  private Optional<KnownShortfall> shortfall = Optional.empty();

  /**
   * The memory of one job.
   *
   * @param hold the time without a rescale after any failure
   */
  SlotMemory(String jobName, JobStores stores, Duration hold, SteadyClock clock) {
    this.jobName = jobName;
    this.journal = stores.journal();
    this.ages = stores.ages();
    this.hold = hold;
    this.clock = clock;
  }

  /** A shortfall, and the pause in which only slots that were seen are used. */
  private record KnownShortfall(SlotShortfall shortfall, Pause pause) {
    Optional<Integer> most(int shown) {
      return shortfall.most(shown, !pause.isOver());
    }
  }

  /** The same limits, narrowed to slots with which no rescale of the job has failed. */
  LimitsOf.Fit.Known narrowed(LimitsOf.Fit.Known limits, JobSnapshot job) {
    Optional<KnownShortfall> known = shortfall();
    if (known.isEmpty()) {
      return limits;
    }
    Map<OperatorId, Integer> holding = job.heldParallelism();
    int own = job.sharing().slots(holding);
    Optional<Integer> most =
        known.flatMap(s -> s.most(own + job.slots().available())).map(seen -> Math.max(own, seen));
    return most.isPresent()
        ? narrowed(limits, job, holding, most.get(), sentence(known.get(), most.get()))
        : limits;
  }

  private Optional<KnownShortfall> shortfall() {
    Optional<RescaleEntry> now = journal.rescales(jobName, 1).stream().findFirst();
    if (!now.equals(newest)) {
      shortfall = SlotShortfall.of(journal.rescales(jobName, REMEMBERED)).map(this::known);
      newest = now;
    }
    return shortfall;
  }

  private KnownShortfall known(SlotShortfall now) {
    return shortfall
        .filter(before -> before.shortfall().equals(now))
        .orElseGet(
            () ->
                new KnownShortfall(
                    now,
                    Pause.begunAgo(
                        ages.ofNewestRescale(jobName).orElse(Duration.ZERO),
                        now.pause(hold),
                        clock)));
  }

  private static LimitsOf.Fit.Known narrowed(
      LimitsOf.Fit.Known limits,
      JobSnapshot job,
      Map<OperatorId, Integer> holding,
      int most,
      String sentence) {
    Map<OperatorId, Bounds> bounds = new LinkedHashMap<>(limits.limits().bounds());
    Map<OperatorId, String> ceilings = new LinkedHashMap<>(limits.ceilings());
    SlotShares shares =
        SlotShares.of(job.sharing(), holding, most, id -> !limits.limits().of(id).isFixed());
    boolean isNarrower = false;
    for (OperatorId id : holding.keySet()) {
      Bounds wide = limits.limits().of(id);
      int possible = shares.most(id);
      if (!wide.isFixed() && wide.most() > possible) {
        bounds.put(id, new Bounds(Math.min(wide.least(), possible), possible));
        ceilings.put(id, sentence);
        isNarrower = true;
      }
    }
    List<String> notes = new ArrayList<>(limits.notes());
    if (isNarrower) {
      notes.add(sentence);
    }
    return new LimitsOf.Fit.Known(limits.limits().within(bounds), notes, ceilings);
  }

  private static String sentence(KnownShortfall known, int most) {
    return "a rescale to %d slots ended at %s (%s), where the cluster had shown fewer: at most %d are used now, and more are tried after %s; add TaskManagers or lower parallelism.slots"
        .formatted(
            known.shortfall().failed(),
            known.shortfall().at().truncatedTo(ChronoUnit.SECONDS),
            known.shortfall().cause(),
            most,
            known.pause().until());
  }
}
