package io.conttune.controller.service.report;

import io.conttune.controller.lease.LeaseStatus;
import io.conttune.controller.loop.JobOutage;
import io.conttune.controller.loop.OrderNews;
import io.conttune.controller.loop.StepOutcome;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.objective.KeptObjective;
import io.conttune.core.time.Stopwatch;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One thing that the loop of a job did or met. */
public sealed interface LoopNews {
  /** The answer of the case that this is. */
  <R> R match(Cases<R> cases);

  /** One answer for each case. */
  record Cases<R>(
      Function<Stepped, R> stepped,
      Function<LeaseChanged, R> leaseChanged,
      Function<LeaseLost, R> leaseLost,
      Function<StoreFailed, R> storeFailed,
      Function<Defect, R> defect,
      Function<LeftDown, R> leftDown,
      Function<SettingsTaken, R> settingsTaken) {}

  /**
   * A step of the control loop has ended; the store did what was asked of it.
   *
   * @param begun measures the time since the step began
   * @param outage the outage of the job that goes on after the step; empty if the job is up
   * @param objective how far the job has kept its objective until now; empty if it has none, or
   *     nobody knows
   * @param orders of people that the step has obeyed
   * @param restErrors how many requests to the loop's cluster have got no reply of Flink so far
   */
  record Stepped(
      StepOutcome outcome,
      Stopwatch begun,
      Optional<JobOutage> outage,
      Optional<KeptObjective> objective,
      OrderNews orders,
      long restErrors)
      implements LoopNews {
    public Stepped {
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(begun, "begun");
      Objects.requireNonNull(outage, "outage");
      Objects.requireNonNull(objective, "objective");
      Objects.requireNonNull(orders, "orders");
    }

    /** A step of a loop without an objective, to which nobody has given orders. */
    public Stepped(StepOutcome outcome, Stopwatch begun, Optional<JobOutage> outage) {
      this(outcome, begun, outage, Optional.empty(), OrderNews.NONE, 0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.stepped().apply(this);
    }
  }

  /** The right to act on the job is not what it was before. */
  record LeaseChanged(LeaseStatus before, LeaseStatus now) implements LoopNews {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leaseChanged().apply(this);
    }
  }

  /** The right to act on the job was lost within a step, for this reason. */
  record LeaseLost(String reason) implements LoopNews {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leaseLost().apply(this);
    }
  }

  /** A step was broken off because the store failed. */
  record StoreFailed(StoreUnavailableException failure) implements LoopNews {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.storeFailed().apply(this);
    }
  }

  /** A step was broken off by a defect of the controller. */
  record Defect(Throwable defect) implements LoopNews {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.defect().apply(this);
    }
  }

  /** The service ends while a rescale keeps the job down; the loop takes no more steps. */
  record LeftDown(JobOutage.ByRescale outage) implements LoopNews {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.leftDown().apply(this);
    }
  }

  /**
   * From the next step on other settings of the job count.
   *
   * @param flink address of the job's cluster, for people
   */
  record SettingsTaken(URI flink) implements LoopNews {
    public SettingsTaken {
      Objects.requireNonNull(flink, "flink");
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.settingsTaken().apply(this);
    }
  }
}
