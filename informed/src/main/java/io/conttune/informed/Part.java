package io.conttune.informed;

import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.history.Observation;
import io.conttune.core.metrics.JobMetrics;
import io.conttune.core.tuning.InputParts;
import io.conttune.core.tuning.Plateau;
import io.conttune.core.tuning.PresentProof;
import io.conttune.core.tuning.TunerState;
import io.conttune.core.tuning.TunerState.Informed.Knowledge;
import io.conttune.core.tuning.TunerState.Informed.Proof;
import io.conttune.gp.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A part of the tuner that can be left out, to measure what it is worth. Each one brings the rule
 * that holds in its place.
 */
public enum Part {
  /** Without it, the mean of the load is taken over the newest pieces, whatever their rates. */
  CHANGE_POINT("takes no mean across a change of the rate") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        SteadyLoad load(JobGraph graph, List<JobMetrics> pieces, double knownDeviation) {
          return SteadyLoad.acrossChanges(graph, pieces, knownDeviation);
        }
      };
    }
  },
  /** Without it, the newest piece alone is enough. */
  SECOND_PIECE("takes subtasks away only when a second piece shows the same rate") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        boolean isConfirmed(SteadyLoad load) {
          return true;
        }
      };
    }
  },
  /** Without it, a job that became short within the newest piece grows at once. */
  WHOLE_PIECE("grows only on a piece throughout which the job is short") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        Shortage shortage(JobGraph graph, JobMetrics newest, InformedSettings settings) {
          return super.shortage(graph, newest, settings).inWhole();
        }
      };
    }
  },
  /** Without it, rates are taken to be exact. */
  RATE_NOISE("widens its tolerances by the measured deviation of the rate") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        SteadyLoad load(JobGraph graph, List<JobMetrics> pieces, double knownDeviation) {
          return SteadyLoad.ofExactRates(graph, pieces);
        }
      };
    }
  },
  /** Without it, the newest piece tells the rate. */
  MEAN_RATE("plans for the mean of the pieces with the same rate, and a part of its deviation") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        double overNewest(SteadyLoad load, JobGraph graph, InformedSettings settings) {
          return 1;
        }
      };
    }
  },
  /** Without it, the measured rate of a short job is as uncertain as that of any other. */
  AT_BOTTLENECK("tells the noisy rate of a short job by what its bottleneck takes in") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        OptionalDouble overNewest(SteadyLoad load, JobGraph graph, Shortage shortage) {
          return OptionalDouble.empty();
        }
      };
    }
  },
  /** Without it, the method chooses among all parallelisms. */
  BRACKET("keeps between what is proven too few and what is proven enough") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        KnownCurve curve(List<Observation> observations, Knowledge knowledge) {
          return new KnownCurve(super.curve(observations, knowledge).means(), List.of());
        }
      };
    }
  },
  /** Without it, the quotient of rate and busy time is the ability of a full operator, too. */
  CAPACITY("takes the throughput of a bottleneck for its capacity") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        KnownCurve curve(List<Observation> observations, Knowledge knowledge) {
          return super.curve(observations, withoutCapacities(knowledge));
        }
      };
    }
  },
  /** Without it, the linear method chooses within the bracket. */
  MODEL("asks the model before the linear method") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        KnownCurve curve(List<Observation> observations, Knowledge knowledge) {
          return new KnownCurve(List.of(), super.curve(observations, knowledge).proofs());
        }
      };
    }
  },
  /** Without it, the mean of the model is trusted. */
  MARGIN("relies on the model's mean less half a deviation, or nine tenths of the mean") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        double safe(Prediction expected) {
          return expected.mean();
        }
      };
    }
  },
  /** Without it, every operator has just as many subtasks as it needs. */
  FREE_ROOM("gives room to operators that need no slot for it, as others are larger") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        double certain(Prediction expected) {
          return Double.POSITIVE_INFINITY;
        }
      };
    }
  },
  /** Without it, the decision threshold holds again and again. */
  ONE_SHOT("takes subtasks away a second time at the same load only if they are many") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        InformedSettings settings(InformedSettings given) {
          return given.shrinkingAgainFrom(Math.min(1, given.decisionThreshold()));
        }
      };
    }
  },
  /** Without it, one subtask is worth a restart. */
  THRESHOLD("restarts for fewer subtasks only if they are at least the decision threshold") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        InformedSettings settings(InformedSettings given) {
          return given.decidingFrom(0);
        }
      };
    }
  },
  /** Without it, the headroom alone works a backlog off. */
  CATCH_UP("plans capacity for a backlog that the headroom takes too long for") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        InformedSettings settings(InformedSettings given) {
          return given.catchingUpWithin(Duration.ofDays(365));
        }
      };
    }
  },
  /** Without it, what an operator did once is believed for ever. */
  ABILITY_SHIFTS("corrects what it knows when an operator's ability changes") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        Map<OperatorId, Knowledge> shifted(
            TunerState.Informed before,
            List<JobMetrics> pieces,
            List<Saturated> saturatedIn,
            SteadyLoad load,
            Shortage shortage,
            Map<OperatorId, List<Observation>> history) {
          return before.operators();
        }
      };
    }
  },
  /** Without it, all observations are believed. */
  CREDIBILITY("leaves out observations that the present contradicts") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        KnownCurve credible(KnownCurve curve, PresentProof present) {
          return curve;
        }
      };
    }
  },
  /** Without it, an operator that something else limits is enlarged again and again. */
  USELESS_GROWTH("recognises that more subtasks bring nothing") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        Optional<Plateau> plateau(KnownCurve curve, InputParts parts) {
          return Optional.empty();
        }

        @Override
        boolean gainsLittle(KnownCurve curve, int present, InputParts parts) {
          return false;
        }
      };
    }
  },
  /** Without it, a backlog that sources do not report counts as load at once. */
  OWED_BACKLOG("lets a job of unknown rate work off what its restart left behind") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        boolean isOwed(KnownJob job, InformedSettings settings) {
          return false;
        }
      };
    }
  },
  /** Without it, an unknown rate is guessed in steps. */
  LARGEST_RATE("guesses an unknown rate by the largest one ever seen") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        LargestRates.Guess guess(TunerState.Informed memory, SteadyLoad load) {
          return LargestRates.guess(Map.of(), load);
        }
      };
    }
  },
  /** Without it, the target utilisation holds for an unknown rate, too. */
  ROOM_OF_UNKNOWN("leaves room to work a backlog off where no source tells it") {
    @Override
    Rules leftOut() {
      return new Rules() {
        @Override
        double utilizationOfUnknown(InformedSettings settings) {
          return settings.targetUtilization();
        }
      };
    }
  };

  private final String description;

  Part(String description) {
    this.description = description;
  }

  /** Its name in results. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the tuner does by it, in a few words. */
  public String description() {
    return description;
  }

  /** The rules of the tuner without this part. */
  abstract Rules leftOut();

  private static Knowledge withoutCapacities(Knowledge knowledge) {
    return new Knowledge(
        knowledge.proofs().stream()
            .map(proof -> new Proof(proof.parallelism(), proof.carried(), OptionalDouble.empty()))
            .toList(),
        knowledge.shifts());
  }
}
