package io.conttune.controller.config;

import io.conttune.bigsmall.ContTuneSettings;
import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.controller.config.setting.Binding;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Section;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.Variants;
import io.conttune.core.Case;
import io.conttune.core.graph.JobVertex;
import io.conttune.ds2.Ds2Settings;
import io.conttune.informed.InformedSettings;
import java.util.List;
import java.util.Objects;

/** The tuner, with the settings that only it has. */
public sealed interface TuningMethod {
  /** The names of the tuners in a job's file. */
  enum Name {
    /** {@link ContTune}. */
    CONTTUNE,
    /** {@link Ds2}. */
    DS2,
    /** {@link Informed}. */
    INFORMED,
    /** {@link Own}. */
    EXTENSION
  }

  /** The name in a job's file. */
  Name name();

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<ContTune, R, X> contTune,
      Case<Ds2, R, X> ds2,
      Case<Informed, R, X> informed,
      Case<Own, R, X> own)
      throws X;

  /** The choice between the tuners. */
  static Variants<Name, TuningMethod> variants() {
    return new Variants<>(
        Setting.of(
            "method",
            Scalars.choice(Name.class),
            Name.INFORMED,
            "The tuner: `informed`, which aims at one restart per change of load"
                + " ([tuning](tuning.md)); `conttune`, the paper's method; `ds2`, which scales"
                + " linearly and learns nothing; or `extension`, [one of yours](how-to/extend.md)."),
        List.of(Name.values()),
        TuningMethod::binding,
        TuningMethod::name);
  }

  private static Binding<TuningMethod> binding(Name name) {
    return switch (name) {
      case CONTTUNE -> Variants.only(ContTune.class, ContTune::bind);
      case DS2 -> Variants.only(Ds2.class, Ds2::bind);
      case INFORMED -> Variants.only(Informed.class, Informed::bind);
      case EXTENSION -> Variants.only(Own.class, Own::bind);
    };
  }

  /**
   * Big-small with conservative Bayesian optimisation [ContTune Alg. 1, 2].
   *
   * @param surrogate the model
   * @param alpha farthest distance from an observed parallelism at which the model's choice is
   *     taken; 0 is the linear method with a cache
   * @param steadyRate largest relative change of the sources' rates within a window to which the
   *     parallelism is fitted
   * @param firstMaximum first p_max, from which Big doubles
   */
  record ContTune(SurrogateMethod surrogate, int alpha, double steadyRate, int firstMaximum)
      implements TuningMethod {
    /** The model of processing ability over parallelism. */
    public static final Setting<SurrogateMethod> SURROGATE =
        Setting.of(
            "surrogate",
            Scalars.choice(SurrogateMethod.class),
            SurrogateMethod.LOGLOG,
            "Model of processing ability over parallelism: `loglog`, or the paper's `rbf`"
                + " ([the two](model.md)).");

    /** The distance at which the model is trusted; its default depends on the surrogate. */
    public static final Setting<Integer> ALPHA =
        Setting.of(
            "alpha",
            Scalars.integer(0, JobVertex.LARGEST_PARALLELISM),
            SurrogateMethod.LOGLOG.alpha(),
            "Farthest distance, in subtasks, from an observed parallelism at which the model is"
                + " trusted. Beyond it DS2 decides. With `surrogate: rbf` the default is %d."
                    .formatted(SurrogateMethod.RBF.alpha()));

    private static final Setting<Double> STEADY_RATE =
        Setting.of(
            "steady-rate",
            Scalars.number(0, 10),
            ContTuneSettings.DEFAULT.steadyRate(),
            "Largest relative change of the sources' rates within a window. While rates change"
                + " more, the parallelism is not fitted to them.");
    private static final Setting<Integer> FIRST_MAXIMUM =
        Setting.of(
            "first-maximum",
            Scalars.integer(1, JobVertex.LARGEST_PARALLELISM),
            ContTuneSettings.DEFAULT.firstMaximum(),
            "Parallelism that is tried first to relieve an overload (p_max). It is doubled while it"
                + " does not suffice.");

    /** The paper's settings. */
    public static final ContTune PAPER = with(SurrogateMethod.RBF);

    /** Our model, which extrapolates well enough to be trusted at any distance. */
    public static final ContTune DEFAULT = with(SURROGATE.standard());

    /** The default settings with this surrogate. */
    public static ContTune with(SurrogateMethod surrogate) {
      return new ContTune(
          surrogate, surrogate.alpha(), STEADY_RATE.standard(), FIRST_MAXIMUM.standard());
    }

    public ContTune {
      SURROGATE.require(surrogate);
      ALPHA.require(alpha);
      STEADY_RATE.require(steadyRate);
      FIRST_MAXIMUM.require(firstMaximum);
    }

    @Override
    public Name name() {
      return Name.CONTTUNE;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<Own, R, X> own)
        throws X {
      return contTune.of(this);
    }

    static ContTune bind(Fields<ContTune> fields) {
      SurrogateMethod surrogate = fields.value(SURROGATE, ContTune::surrogate);
      return new ContTune(
          surrogate,
          fields.value(ALPHA.withStandard(surrogate.alpha()), ContTune::alpha),
          fields.value(STEADY_RATE, ContTune::steadyRate),
          fields.value(FIRST_MAXIMUM, ContTune::firstMaximum));
    }
  }

  /**
   * The linear method alone [DS2 §4].
   *
   * @param warmUpWindows windows to ignore after a redeployment
   * @param activation number of windows in a row that must agree
   */
  record Ds2(int warmUpWindows, int activation) implements TuningMethod {
    private static final int MOST_WINDOWS = 1_000_000;

    private static final Setting<Integer> WARM_UP_WINDOWS =
        Setting.of(
            "warm-up-windows",
            Scalars.integer(0, MOST_WINDOWS),
            Ds2Settings.DEFAULT.warmUpWindows(),
            "Windows that are ignored after a redeployment, in addition to `metrics.warm-up`.");
    private static final Setting<Integer> ACTIVATION =
        Setting.of(
            "activation",
            Scalars.integer(1, MOST_WINDOWS),
            Ds2Settings.DEFAULT.activationWindows(),
            "Number of windows in a row that must propose the same parallelism.");

    /** No window is lost beyond {@code metrics.warm-up}, and one is enough. */
    public static final Ds2 DEFAULT = new Section<>(Ds2::bind).standard();

    public Ds2 {
      WARM_UP_WINDOWS.require(warmUpWindows);
      ACTIVATION.require(activation);
    }

    @Override
    public Name name() {
      return Name.DS2;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<Own, R, X> own)
        throws X {
      return ds2.of(this);
    }

    static Ds2 bind(Fields<Ds2> fields) {
      return new Ds2(
          fields.value(WARM_UP_WINDOWS, Ds2::warmUpWindows),
          fields.value(ACTIVATION, Ds2::activation));
    }
  }

  /**
   * One restart per change of load, by what is known of the load and of each operator.
   *
   * @param shrinkAgainFrom share of the total parallelism from which on subtasks are taken away a
   *     second time at the same load
   */
  record Informed(double shrinkAgainFrom) implements TuningMethod {
    private static final Setting<Double> SHRINK_AGAIN_FROM =
        Setting.of(
            "shrink-again-from",
            Scalars.number(0, 1),
            InformedSettings.DEFAULT.shrinkAgainFrom(),
            "Share of the job's parallelism from which on subtasks are taken away a second time at"
                + " the same load.");

    /** The settings of a job that names none. */
    public static final Informed DEFAULT = new Section<>(Informed::bind).standard();

    public Informed {
      SHRINK_AGAIN_FROM.require(shrinkAgainFrom);
    }

    @Override
    public Name name() {
      return Name.INFORMED;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<Own, R, X> own)
        throws X {
      return informed.of(this);
    }

    static Informed bind(Fields<Informed> fields) {
      return new Informed(fields.value(SHRINK_AGAIN_FROM, Informed::shrinkAgainFrom));
    }
  }

  /**
   * A tuner of the user's.
   *
   * @param extension that makes it
   */
  record Own(ExtensionConfig extension) implements TuningMethod {
    public Own {
      Objects.requireNonNull(extension, "extension");
    }

    @Override
    public Name name() {
      return Name.EXTENSION;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<ContTune, R, X> contTune,
        Case<Ds2, R, X> ds2,
        Case<Informed, R, X> informed,
        Case<Own, R, X> own)
        throws X {
      return own.of(this);
    }

    static Own bind(Fields<Own> fields) {
      return new Own(
          fields.part(part -> ExtensionConfig.TUNER.bind(part, text -> text), Own::extension));
    }
  }
}
