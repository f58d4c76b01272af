package io.conttune.core.tuning;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.identity.Recognition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The memory of a tuner from one decision to the next. It goes into and comes out of {@link
 * Tuner#decide} and lives in the store, so that every decision can be replayed.
 *
 * <p>Each tuner has a record of its own. A tuner that is given the record of another one, because
 * the method of its job was changed, starts afresh. What was observed of the job is kept apart, in
 * the {@link io.conttune.core.history.History}, and holds for every tuner.
 */
public sealed interface TunerState {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<ContTune, R, X> contTune,
      Case<Ds2, R, X> ds2,
      Case<Informed, R, X> informed,
      Case<None, R, X> none)
      throws X;

  /**
   * The part of this memory that still holds after somebody else has set the parallelism or started
   * the job. A proposal was made for the parallelism before, so it is forgotten.
   */
  TunerState afterChangeElsewhere();

  /** The same memory by the ids that the job's vertices have now. */
  TunerState recognizing(Recognition job);

  /**
   * Memory of {@code conttune}.
   *
   * @param largestParallelism p_max [ContTune Alg. 1], at least 1: the parallelism that the Big
   *     phase gives every operator; doubled when all have it and the job is still short
   */
  record ContTune(int largestParallelism) implements TunerState {
    public ContTune {
      Require.atLeast("p_max", 1, largestParallelism);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<None, R, X> none)
        throws X {
      return contTune.of(this);
    }

    @Override
    public ContTune afterChangeElsewhere() {
      return this;
    }

    @Override
    public ContTune recognizing(Recognition job) {
      return this;
    }
  }

  /**
   * Memory of {@code ds2} [DS2 §4].
   *
   * @param windowsSinceRescale metrics windows seen since the last redeployment (warm-up)
   * @param agreeing number of windows in a row that proposed the same parallelism (activation)
   * @param proposal the parallelism that they proposed; empty before the first
   * @param targetRateRatio factor on the target rates of a job that lags although the method has
   *     converged; at least 1
   */
  record Ds2(
      int windowsSinceRescale,
      int agreeing,
      Map<OperatorId, Integer> proposal,
      double targetRateRatio)
      implements TunerState {
    /** No window seen yet. */
    public static final Ds2 INITIAL = new Ds2(0, 0, Map.of(), 1);

    public Ds2 {
      Require.atLeast("windows since rescale", 0, windowsSinceRescale);
      Require.atLeast("agreeing windows", 0, agreeing);
      proposal = Map.copyOf(proposal);
      if (Require.positive("target rate ratio", targetRateRatio) < 1) {
        throw new IllegalArgumentException(
            "target rate ratio must be at least 1, but is " + targetRateRatio);
      }
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<None, R, X> none)
        throws X {
      return ds2.of(this);
    }

    @Override
    public Ds2 afterChangeElsewhere() {
      return INITIAL;
    }

    @Override
    public Ds2 recognizing(Recognition job) {
      return new Ds2(windowsSinceRescale, agreeing, job.now(proposal), targetRateRatio);
    }
  }

  /**
   * Memory of {@code informed}.
   *
   * @param operators knowledge of each operator that was measured
   * @param tuning the load for which the job has its present parallelism
   * @param largestRates the largest rate ever seen of each source that does not report its backlog,
   *     records/s
   * @param rateDeviation relative standard deviation of the sources' rate from one piece of a
   *     window to the next, at least 0
   */
  record Informed(
      Map<OperatorId, Knowledge> operators,
      Tuning tuning,
      Map<OperatorId, Double> largestRates,
      double rateDeviation)
      implements TunerState {
    /** Nothing known yet. */
    public static final Informed INITIAL = new Informed(Map.of(), Tuning.NONE, Map.of(), 0);

    public Informed {
      operators = Map.copyOf(operators);
      Objects.requireNonNull(tuning, "tuning");
      largestRates = Map.copyOf(largestRates);
      Require.nonNegative("deviation of the rate", rateDeviation);
    }

    /** The knowledge of this operator, which may be none. */
    public Knowledge of(OperatorId id) {
      return operators.getOrDefault(id, Knowledge.NONE);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<None, R, X> none)
        throws X {
      return informed.of(this);
    }

    @Override
    public Informed afterChangeElsewhere() {
      return new Informed(operators, Tuning.NONE, largestRates, rateDeviation);
    }

    @Override
    public Informed recognizing(Recognition job) {
      return new Informed(
          job.now(operators),
          new Tuning(job.now(tuning.rates()), tuning.redeployments(), tuning.basis(), tuning.at()),
          job.now(largestRates),
          rateDeviation);
    }

    /**
     * The facts about one operator.
     *
     * @param proofs one for each parallelism that proved something, smallest first
     * @param shifts changes of its processing ability, oldest first; only the newest few are kept
     */
    public record Knowledge(List<Proof> proofs, List<Shift> shifts) {
      /** Nothing known yet. */
      public static final Knowledge NONE = new Knowledge(List.of(), List.of());

      private static final int MOST_SHIFTS = 4;

      public Knowledge {
        proofs = proofs.stream().sorted(Comparator.comparingInt(Proof::parallelism)).toList();
        int dropped = Math.max(0, shifts.size() - MOST_SHIFTS);
        shifts = List.copyOf(shifts.subList(dropped, shifts.size()));
      }

      /** The proof at this parallelism, if there is one. */
      public Optional<Proof> at(int parallelism) {
        return proofs.stream().filter(proof -> proof.parallelism() == parallelism).findFirst();
      }

      /** The same knowledge, with this proof in place of the former at its parallelism. */
      public Knowledge with(Proof proof) {
        List<Proof> others =
            proofs.stream().filter(p -> p.parallelism() != proof.parallelism()).toList();
        return new Knowledge(Stream.concat(others.stream(), Stream.of(proof)).toList(), shifts);
      }

      /** The same knowledge after the processing ability has changed. */
      public Knowledge with(Shift shift) {
        return new Knowledge(
            proofs.stream().map(proof -> proof.times(shift.factor())).toList(),
            Stream.concat(shifts.stream(), Stream.of(shift)).toList());
      }
    }

    /**
     * The facts about one parallelism of an operator.
     *
     * @param carried the highest rate that it carried, records/s; 0 if none is known
     * @param capacity the throughput at which it was saturated, records/s; empty if it never was
     */
    public record Proof(int parallelism, double carried, OptionalDouble capacity) {
      public Proof {
        Require.atLeast("parallelism of a proof", 1, parallelism);
        Require.nonNegative("rate carried", carried);
        capacity.ifPresent(rate -> Require.positive("capacity", rate));
      }

      /**
       * The same proof of an operator that is this many times as fast. Of one that became faster it
       * is still true what it carried, but no longer what was too much.
       */
      Proof times(double factor) {
        return factor < 1
            ? new Proof(parallelism, carried * factor, scaled(factor))
            : new Proof(parallelism, carried, OptionalDouble.empty());
      }

      /** The same proof, of no more than this rate. */
      public Proof atMost(double rate) {
        return new Proof(
            parallelism,
            Math.min(carried, rate),
            capacity.isPresent()
                ? OptionalDouble.of(Math.min(capacity.getAsDouble(), rate))
                : capacity);
      }

      private OptionalDouble scaled(double factor) {
        return capacity.isPresent()
            ? OptionalDouble.of(capacity.getAsDouble() * factor)
            : OptionalDouble.empty();
      }
    }

    /**
     * A change of an operator's processing ability at every parallelism.
     *
     * @param factor new ability over old, above 0
     * @param at the time of the change: what was observed before it counts this many times
     */
    public record Shift(double factor, Instant at) {
      public Shift {
        Require.positive("factor of a shift", factor);
        Objects.requireNonNull(at, "at");
      }
    }

    /**
     * The redeployments for one load.
     *
     * @param rates of each source for which the job was redeployed last, records/s; empty before
     *     the first redeployment
     * @param redeployments for these rates, at least 0
     * @param basis tells if the rates were known
     * @param at end of the window on which the last of them was decided
     */
    public record Tuning(
        Map<OperatorId, Double> rates, int redeployments, Basis basis, Instant at) {
      /** Before the first redeployment. */
      public static final Tuning NONE = new Tuning(Map.of(), 0, Basis.MEASURED, Instant.EPOCH);

      public Tuning {
        rates = Map.copyOf(rates);
        Require.atLeast("redeployments of a tuning", 0, redeployments);
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(at, "at");
      }
    }

    /** The origin of the rates of a tuning. */
    public enum Basis {
      /** They were measured. */
      MEASURED,
      /** The sources were throttled and do not report their backlog, so the rates were a guess. */
      GUESSED
    }
  }

  /** The empty memory of a tuner that decides by one window alone. */
  record None() implements TunerState {
    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<None, R, X> none)
        throws X {
      return none.of(this);
    }

    @Override
    public None afterChangeElsewhere() {
      return this;
    }

    @Override
    public None recognizing(Recognition job) {
      return this;
    }
  }
}
