package io.conttune.benchmark.simulator.workload;

import io.conttune.benchmark.simulator.workload.CapacityCurve.Power;
import io.conttune.benchmark.simulator.workload.OperatorModel.Input;
import io.conttune.benchmark.simulator.workload.Workload.SourceRateKnowledge;
import io.conttune.core.graph.OperatorId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Draws one job: 2 to 12 operators, one or two of them sources, with joins. Each operator reads
 * from one of the three before it or, if it joins, from two. Every tuned operator needs 2 to 24
 * subtasks at the largest rate, by a curve of its own.
 */
final class JobDraw {
  private static final int SLOTS = 48;
  private static final int LEAST_OPERATORS = 2;
  private static final int MOST_OPERATORS = 12;
  private static final int OPERATORS_FOR_TWO_SOURCES = 4;
  private static final int REACH = 3;
  private static final double SHARE_OF_TWO_SOURCES = 0.4;
  private static final double SHARE_OF_JOINS = 0.3;
  private static final double SHARE_OF_SKEW = 0.2;
  private static final double MOST_SKEW = 0.3;
  private static final double SHARE_OF_KEY_GROUPS = 0.2;
  private static final int KEY_GROUPS = 128;
  private static final double PEAK = 10;
  private static final double SOURCE_HEADROOM = 1.07;
  private static final List<Double> RATES = List.of(1., 2., 3., 4., 5., 6., 7., 8., 9., PEAK);
  private static final List<Double> NOISES = List.of(0.015, 0.015, 0.03, 0.06, 0.12);

  private final SplittableRandom random;
  private final List<OperatorModel> operators = new ArrayList<>();

  /** Records per second that each operator receives at the rate 1. */
  private final List<Double> demand = new ArrayList<>();

  JobDraw(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The job. */
  Workload job(String name) {
    int size = random.nextInt(LEAST_OPERATORS, MOST_OPERATORS + 1);
    boolean two = size >= OPERATORS_FOR_TWO_SOURCES && random.nextDouble() < SHARE_OF_TWO_SOURCES;
    int sources = two ? 2 : 1;
    for (int i = 0; i < size; i++) {
      if (i < sources) {
        source(i);
      } else {
        operator(i, sources);
      }
    }
    return new Workload(
        name,
        Duration.ofMinutes(10),
        RestartModel.of(Duration.ofSeconds(17)),
        SourceRateKnowledge.KNOWN,
        SLOTS,
        RATES,
        operators);
  }

  private void source(int number) {
    double unitRate = logUniform(1e3, 1e6);
    demand.add(unitRate);
    operators.add(
        new OperatorModel(
            id(number),
            OptionalDouble.of(unitRate),
            List.of(),
            new Power(unitRate * PEAK * SOURCE_HEADROOM, 1),
            NOISES.get(0),
            0,
            OptionalInt.empty()));
  }

  private void operator(int number, int sources) {
    List<Input> inputs = inputs(number, sources);
    double read = 0;
    for (Input input : inputs) {
      read += demand.get(indexOf(input.from())) * input.selectivity();
    }
    demand.add(read);
    double skew = random.nextDouble() < SHARE_OF_SKEW ? random.nextDouble(0, MOST_SKEW) : 0;
    OptionalInt keyGroups =
        random.nextDouble() < SHARE_OF_KEY_GROUPS
            ? OptionalInt.of(KEY_GROUPS)
            : OptionalInt.empty();
    double noise = NOISES.get(random.nextInt(NOISES.size()));
    CapacityCurve curve = new CurveDraw(random).curve(read * PEAK * (1 + skew));
    operators.add(
        new OperatorModel(
            id(number), OptionalDouble.empty(), inputs, curve, noise, skew, keyGroups));
  }

  /** The first operators behind the sources read one source each, so that none is left out. */
  private List<Input> inputs(int number, int sources) {
    int rank = number - sources;
    int first = rank < sources ? rank : random.nextInt(Math.max(0, number - REACH), number);
    List<Input> inputs = new ArrayList<>(List.of(input(first)));
    int second = random.nextInt(Math.max(0, number - REACH), number);
    if (random.nextDouble() < SHARE_OF_JOINS && second != first) {
      inputs.add(input(second));
    }
    return inputs;
  }

  private Input input(int from) {
    return new Input(id(from), logUniform(0.1, 2));
  }

  private int indexOf(OperatorId id) {
    for (int i = 0; i < operators.size(); i++) {
      if (operators.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalStateException("no operator is called " + id);
  }

  private static OperatorId id(int number) {
    return new OperatorId("operator-%02d".formatted(number));
  }

  private double logUniform(double least, double most) {
    return least * StrictMath.pow(most / least, random.nextDouble());
  }
}
