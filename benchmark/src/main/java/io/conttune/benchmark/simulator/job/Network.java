package io.conttune.benchmark.simulator.job;

import io.conttune.benchmark.simulator.workload.OperatorModel;
import io.conttune.benchmark.simulator.workload.Workload;
import io.conttune.core.graph.OperatorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes how much each operator of a job gets through at one moment, when nothing is stored
 * between operators: what one cannot take its sources do not read.
 *
 * <p>Each operator receives a fixed multiple of what each source reads. Where that is more than an
 * operator gets through, the sources in front of it are throttled to one common share of their
 * rates, except those that have less to read than their share anyway.
 */
final class Network {
  private static final double ROUNDING = 1e-12;
  private static final double SATURATED = 1 - 1e-9;

  private final int size;
  private final int[] sources;
  private final double[] unitRate;

  /** Records that an operator receives for each record that a source reads: {@code [s][o]}. */
  private final double[][] gain;

  private final int[][] consumers;
  private final double[] written;

  Network(Workload workload) {
    List<OperatorModel> operators = workload.operators();
    size = operators.size();
    Map<OperatorId, Integer> index = new HashMap<>();
    for (int i = 0; i < size; i++) {
      index.put(operators.get(i).id(), i);
    }
    unitRate = operators.stream().mapToDouble(o -> o.unitRate().orElse(0)).toArray();
    sources =
        operators.stream()
            .filter(OperatorModel::isSource)
            .mapToInt(o -> index.get(o.id()))
            .toArray();
    gain = new double[sources.length][size];
    written = new double[size];
    List<List<Integer>> readers = new ArrayList<>();
    operators.forEach(operator -> readers.add(new ArrayList<>()));
    for (int s = 0; s < sources.length; s++) {
      gain[s][sources[s]] = 1;
    }
    for (int o = 0; o < size; o++) {
      for (OperatorModel.Input input : operators.get(o).inputs()) {
        int from = index.get(input.from());
        readers.get(from).add(o);
        written[from] += input.selectivity();
        for (double[] ofSource : gain) {
          ofSource[o] += input.selectivity() * ofSource[from];
        }
      }
    }
    consumers =
        readers.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
  }

  /** The number of operators. */
  int size() {
    return size;
  }

  /** The positions of the sources. */
  int[] sources() {
    return sources;
  }

  /** Records produced per second for the source at this position, at 1×. */
  double unitRate(int source) {
    return unitRate[source];
  }

  /** Records that an operator writes for each record that it processes. */
  double written(int operator) {
    return written[operator];
  }

  /** Records per second that an operator would receive if nothing were throttled. */
  double demand(int operator, double rate) {
    double sum = 0;
    for (int s = 0; s < sources.length; s++) {
      sum += gain[s][operator] * unitRate[sources[s]] * rate;
    }
    return sum;
  }

  /**
   * The flow.
   *
   * @param offered records per second that there are to be read, by position; only that of sources
   *     counts
   * @param throughput records per second that each operator gets through
   */
  Flow flow(double[] offered, double[] throughput) {
    double[] read = new double[sources.length];
    for (int s = 0; s < read.length; s++) {
      read[s] = Math.min(offered[sources[s]], throughput[sources[s]]);
    }
    boolean[] throttles = new boolean[size];
    double[] processed = received(read);
    for (int worst = mostOverloaded(processed, throughput);
        worst >= 0;
        worst = mostOverloaded(processed, throughput)) {
      throttle(read, worst, throughput[worst]);
      throttles[worst] = true;
      processed = received(read);
    }
    return new Flow(processed, blocked(throttles, processed, throughput));
  }

  private double[] received(double[] read) {
    double[] received = new double[size];
    for (int s = 0; s < read.length; s++) {
      for (int o = 0; o < size; o++) {
        received[o] += gain[s][o] * read[s];
      }
    }
    return received;
  }

  private int mostOverloaded(double[] received, double[] throughput) {
    int worst = -1;
    double most = 1 + ROUNDING;
    for (int o = 0; o < size; o++) {
      double load = received[o] / throughput[o];
      if (load > most) {
        most = load;
        worst = o;
      }
    }
    return worst;
  }

  /** Sources that need less than the share are taken out, round by round, until none is left. */
  private void throttle(double[] read, int operator, double throughput) {
    boolean[] hasLess = new boolean[read.length];
    double share = 0;
    for (boolean settled = false; !settled; ) {
      double left = throughput;
      double weight = 0;
      for (int s = 0; s < read.length; s++) {
        if (hasLess[s]) {
          left -= gain[s][operator] * read[s];
        } else {
          weight += gain[s][operator] * unitRate[sources[s]];
        }
      }
      share = Math.max(0, left / weight);
      settled = true;
      for (int s = 0; s < read.length; s++) {
        if (!hasLess[s] && gain[s][operator] > 0 && read[s] < share * unitRate[sources[s]]) {
          hasLess[s] = true;
          settled = false;
        }
      }
    }
    for (int s = 0; s < read.length; s++) {
      if (!hasLess[s] && gain[s][operator] > 0) {
        read[s] = Math.min(read[s], share * unitRate[sources[s]]);
      }
    }
  }

  private boolean[] blocked(boolean[] throttles, double[] processed, double[] throughput) {
    boolean[] blocked = new boolean[size];
    for (int o = size - 1; o >= 0; o--) {
      for (int consumer : consumers[o]) {
        boolean full =
            throttles[consumer] && processed[consumer] >= throughput[consumer] * SATURATED;
        blocked[o] |= full || blocked[consumer];
      }
    }
    return blocked;
  }
}
