package io.conttune.benchmark.simulator.ablation;

import io.conttune.benchmark.simulator.run.Score;
import io.conttune.informed.Part;
import java.util.List;
import java.util.Map;

/**
 * The figures of informed complete and without some of its parts.
 *
 * @param parts that were left out in turn
 * @param columns one for each setting
 */
public record AblationResult(List<Part> parts, List<Column> columns) {
  public AblationResult {
    parts = List.copyOf(parts);
    columns = List.copyOf(columns);
  }

  /**
   * The figures under one setting.
   *
   * @param complete figures of the complete tuner
   * @param without figures of the tuner without a part, by the part
   */
  public record Column(String setting, Worth complete, Map<Part, Worth> without) {
    public Column {
      without = Map.copyOf(without);
    }
  }

  /**
   * The three figures by which a tuner is judged.
   *
   * @param restarts redeployments per change of the load
   * @param slots over those of the oracle
   * @param shortage under-provisioned time over that of the oracle that sees changes a poll later;
   *     not a number if that one is never short
   */
  public record Worth(double restarts, double slots, double shortage) {
    private static final double WORSE_RESTARTS = 0.01;
    private static final double WORSE_SLOTS = 0.005;
    private static final double WORSE_SHORTAGE = 0.02;

    static Worth of(Score score, Score oracle, Score lateOracle) {
      return new Worth(
          score.reconfigurationsPerTuning(),
          score.slotsAgainst(oracle).orElse(Double.NaN),
          score.shortageAgainst(lateOracle).orElse(Double.NaN));
    }

    /** Returns whether one of these figures is clearly worse than another's. */
    boolean isWorseThan(Worth other) {
      return restarts >= other.restarts + WORSE_RESTARTS
          || slots >= other.slots + WORSE_SLOTS
          || shortage >= other.shortage + WORSE_SHORTAGE;
    }
  }

  /** The settings under which leaving this part out makes some figure worse. */
  public List<String> paysUnder(Part part) {
    return columns.stream()
        .filter(column -> column.without().get(part).isWorseThan(column.complete()))
        .map(Column::setting)
        .toList();
  }
}
