package io.conttune.benchmark.simulator.ablation;

import io.conttune.benchmark.simulator.ablation.AblationResult.Worth;
import io.conttune.benchmark.simulator.run.Comparison;
import io.conttune.benchmark.simulator.run.Score;
import io.conttune.benchmark.simulator.tuner.Contender;
import io.conttune.benchmark.simulator.tuner.InformedWithout;
import io.conttune.benchmark.simulator.tuner.Player;
import io.conttune.informed.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Plays informed complete, and with some of its parts left out in turn.
 *
 * @param asked the workloads, the seeds and the terms; its contenders do not count
 * @param settings under which everything is played once
 * @param parts that are left out, each by itself
 */
public record Ablation(Comparison asked, List<AblationSetting> settings, List<Part> parts) {
  private static final List<Player> ALWAYS =
      List.of(Contender.ORACLE, Contender.LATE_ORACLE, Contender.INFORMED);

  public Ablation {
    settings = List.copyOf(settings);
    parts = List.copyOf(parts);
  }

  /**
   * Runs it, one setting after another, each on all processors.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public AblationResult run() throws InterruptedException {
    List<Player> players = new ArrayList<>(ALWAYS);
    parts.stream().map(InformedWithout::new).forEach(players::add);
    List<AblationResult.Column> columns = new ArrayList<>();
    for (AblationSetting setting : settings) {
      columns.add(column(setting.label(), setting.applied(asked).scores(players)));
    }
    return new AblationResult(parts, columns);
  }

  private AblationResult.Column column(String setting, Map<Player, Score> scores) {
    Map<Part, Worth> without = new EnumMap<>(Part.class);
    parts.forEach(part -> without.put(part, worth(new InformedWithout(part), scores)));
    return new AblationResult.Column(setting, worth(Contender.INFORMED, scores), without);
  }

  private static Worth worth(Player player, Map<Player, Score> scores) {
    return Worth.of(
        scores.get(player), scores.get(Contender.ORACLE), scores.get(Contender.LATE_ORACLE));
  }
}
