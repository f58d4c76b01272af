package io.conttune.benchmark.simulator.tuner;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.bigsmall.ContTuneTuner;
import io.conttune.bigsmall.ProvisioningRule;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.TunerConfig;
import io.conttune.controller.config.TuningMethod;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.metrics.MeasurementRule;
import io.conttune.core.tuning.CatchUp;
import io.conttune.core.tuning.Tuner;
import io.conttune.ds2.Ds2;
import io.conttune.ds2.Ds2Settings;
import io.conttune.ds2.Ds2Tuner;
import io.conttune.gp.Acquired;
import io.conttune.gp.Acquisition;
import io.conttune.gp.CachedSurrogate;
import io.conttune.gp.ConservativeAcquisition;
import io.conttune.gp.ConstrainedExpectedImprovement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tuners that can be compared. Another one joins by a constant here. */
public enum Contender implements Player {
  ORACLE("oracle", "knows every curve and rate") {
    @Override
    Tuner tuner(TunerContext context) {
      return new OracleTuner(label(), context::wantedAt);
    }
  },
  LATE_ORACLE("late-oracle", "an oracle that sees a change one poll later") {
    @Override
    Tuner tuner(TunerContext context) {
      // Polls come at the very moment of a change. What held just before it is what one can see.
      return new OracleTuner(label(), at -> context.wantedAt(before(at)));
    }
  },
  FORESIGHT_ORACLE("foresight-oracle", "knows the whole plan, and pays for its restarts") {
    @Override
    Tuner tuner(TunerContext context) {
      return new OracleTuner(label(), Foresight.of(context)::at);
    }
  },
  LAG_ORACLE("lag-oracle", "knows the whole plan, and keeps an objective of lag") {
    @Override
    Tuner tuner(TunerContext context) {
      return new OracleTuner(label(), LagForesight.wanted(context));
    }
  },
  DHALION("dhalion", "rules for one operator at a time") {
    @Override
    Tuner tuner(TunerContext context) {
      return new DhalionTuner();
    }
  },
  DS2("ds2", "the linear method") {
    @Override
    Tuner tuner(TunerContext context) {
      return new Ds2Tuner(
          new Ds2Settings(
              0,
              ACTIVATION,
              context.targetUtilization(),
              Optional.empty(),
              0,
              Ds2Settings.Lag.DEFAULT));
    }
  },
  BIG_DS2("big-ds2", "the Big phase, then the linear method") {
    @Override
    Tuner tuner(TunerContext context) {
      return new BigDs2Tuner(contTune(context, 0, TOP_K, NEVER));
    }
  },
  CONTTUNE_0("conttune-0", "ContTune, its model trusted only where it has data") {
    @Override
    Tuner tuner(TunerContext context) {
      return contTune(context, 0, TOP_K, new ConservativeAcquisition());
    }
  },
  CONTTUNE_3("conttune-3", "ContTune, its model trusted up to 3 from its data") {
    @Override
    Tuner tuner(TunerContext context) {
      return contTune(context, ALPHA, TOP_K, new ConservativeAcquisition());
    }
  },
  CONTTUNE_CEI("conttune-cei", "ContTune with constrained expected improvement") {
    @Override
    Tuner tuner(TunerContext context) {
      return contTune(context, ALPHA, TOP_K, new ConstrainedExpectedImprovement());
    }
  },
  CONTTUNE_NO_TOP_K("conttune-no-top-k", "ContTune that keeps the newest observation only") {
    @Override
    Tuner tuner(TunerContext context) {
      return contTune(context, ALPHA, topK(), new ConservativeAcquisition());
    }

    @Override
    int topK() {
      return 1;
    }
  },
  INFORMED("informed", "decides on what is known of the load and of each operator") {
    @Override
    Tuner tuner(TunerContext context) {
      return loop(context).tuner();
    }

    @Override
    public LoopSetup loop(TunerContext context) {
      return ServiceLoop.of(TuningMethod.Informed.DEFAULT, context);
    }
  },
  INFORMED_LAG("informed-lag", "informed with an objective of lag, as the service ships it") {
    @Override
    Tuner tuner(TunerContext context) {
      return loop(context).tuner();
    }

    @Override
    public LoopSetup loop(TunerContext context) {
      return ServiceLoop.keeping(context.objective(), context);
    }
  },
  CONTTUNE("conttune", "ContTune as the service ships it") {
    @Override
    Tuner tuner(TunerContext context) {
      return loop(context).tuner();
    }

    @Override
    public LoopSetup loop(TunerContext context) {
      return ServiceLoop.of(TuningMethod.ContTune.DEFAULT, context);
    }

    @Override
    public double standardUtilization() {
      return TunerConfig.TARGET_UTILIZATION.standard();
    }
  },
  RANDOM("random", "draws until it fits") {
    @Override
    Tuner tuner(TunerContext context) {
      return new RandomTuner(context.disturbances().seed());
    }
  },
  STATIC_PEAK("static-peak", "what the peak needs, all the time") {
    @Override
    Tuner tuner(TunerContext context) {
      return new StaticTuner(label());
    }

    @Override
    public Map<OperatorId, Integer> first(TunerContext context) {
      return context.wantedAtPeak().parallelism();
    }
  };

  private static final int TOP_K = TunerConfig.TOP_K.standard();
  private static final int ALPHA = SurrogateMethod.RBF.alpha();
  private static final int CACHED_FITS = 512;

  /**
   * Windows slide by half their length. The first window after a change of the rate still holds
   * records of the old rate, the second one does not.
   */
  private static final int ACTIVATION = 2;

  /** Longer than any simulation: the paper's methods leave the backlog out. */
  private static final CatchUp NO_CATCH_UP =
      new CatchUp(
          Duration.ofDays(365), ContTuneSettings.DEFAULT.provisioning().catchUp().downtime());

  private static final Acquisition NEVER = (model, rate, least, most) -> new Acquired.Empty();

  private final String label;
  private final String description;

  Contender(String label, String description) {
    this.label = label;
    this.description = description;
  }

  @Override
  public String label() {
    return label;
  }

  /** A description in a few words. */
  public String description() {
    return description;
  }

  /** A tuner for one run. */
  abstract Tuner tuner(TunerContext context);

  /** Number of observations that are kept per operator and parallelism. */
  int topK() {
    return TOP_K;
  }

  @Override
  public LoopSetup loop(TunerContext context) {
    return PaperLoop.of(this, context);
  }

  @Override
  public double standardUtilization() {
    return 1;
  }

  /** One subtask for every operator that can be tuned. */
  @Override
  public Map<OperatorId, Integer> first(TunerContext context) {
    Map<OperatorId, Integer> first = new HashMap<>(context.wantedAtPeak().parallelism());
    context.workload().operators().stream()
        .filter(operator -> !operator.isSource())
        .forEach(operator -> first.put(operator.id(), 1));
    return first;
  }

  private static Instant before(Instant instant) {
    return instant.isAfter(Instant.EPOCH) ? instant.minusMillis(1) : instant;
  }

  private static Tuner contTune(
      TunerContext context, int alpha, int topK, Acquisition acquisition) {
    return new ContTuneTuner(
        settings(context, alpha, topK),
        new CachedSurrogate(SurrogateMethod.RBF.surrogate(), CACHED_FITS),
        acquisition,
        new Ds2());
  }

  private static ContTuneSettings settings(TunerContext context, int alpha, int topK) {
    ContTuneSettings defaults = ContTuneSettings.DEFAULT;
    ProvisioningRule rule = defaults.provisioning();
    return new ContTuneSettings(
        alpha,
        topK,
        defaults.decisionThreshold(),
        context.targetUtilization(),
        defaults.steadyRate(),
        defaults.firstMaximum(),
        MeasurementRule.DEFAULT,
        new ProvisioningRule(
            rule.backPressure(),
            rule.saturatedBusy(),
            context.targetUtilization() < 1 ? rule.catchUp() : NO_CATCH_UP,
            rule.negligibleBacklog(),
            rule.negligibleRecords()),
        defaults.relief());
  }
}
