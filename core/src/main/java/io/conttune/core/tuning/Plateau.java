package io.conttune.core.tuning;

import io.conttune.core.graph.JobVertex;
import io.conttune.core.history.MeanAbility;
import io.conttune.core.rates.TargetRates;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises that more subtasks bring an operator nothing: something outside of Flink limits it,
 * one key has most records, or its subtasks get into each other's way.
 *
 * @param parallelism the least observed one that processes as much as any larger one
 * @param ability what it processes, records/s
 * @param tried the largest observed parallelism
 * @param triedAbility what that processes, records/s
 * @param isProven true if two larger ones were tried, or one over several windows
 * @param isPending true if more windows may prove it
 * @param isKept true if it counts before it is proven, once the largest was left
 * @param goal the parallelism to take: the least that processes as much; where a larger one
 *     processes less, one between the two if none was tried, or a quarter of the least if no
 *     smaller one was tried
 */
public record Plateau(
    int parallelism,
    double ability,
    int tried,
    double triedAbility,
    boolean isProven,
    boolean isPending,
    boolean isKept,
    int goal) {
  /** Share by which an ability must exceed another to count as a gain. */
  private static final double GAIN = 0.05;

  /** By how much a larger parallelism must exceed the smaller, to be expected to bring a gain. */
  private static final double STEP = 1.5;

  /** The same of a single parallelism that nearly proves it in one window. */
  private static final double LARGE_STEP = 4;

  /** Share of an ability below which another is a loss. */
  private static final double LOSS = 0.8;

  /** From which parallelism on it is worth a redeployment to try a quarter of it. */
  private static final int WORTH_A_TRIAL = 8;

  /** Windows over which a single parallelism proves it, if so many are kept. */
  private static final int WINDOWS = 3;

  /**
   * The plateau of an operator; empty if its largest parallelism brought a gain, or too few were
   * tried.
   *
   * @param history of the operator, smallest parallelism first
   * @param parts into which its input is divided
   */
  public static Optional<Plateau> of(List<MeanAbility> history, InputParts parts) {
    return of(history, parts, GAIN);
  }

  /**
   * The same where the history keeps only the newest observations: if these are fewer than the
   * windows that prove it, all that are kept prove it.
   *
   * @param topK observations kept of each parallelism, at least 1
   */
  public static Optional<Plateau> ofNewest(int topK, List<MeanAbility> history, InputParts parts) {
    return of(history, parts, GAIN, Math.min(WINDOWS, topK));
  }

  /**
   * The same, where a larger ability counts as a gain from another share on.
   *
   * @param gain share by which an ability must exceed another
   */
  public static Optional<Plateau> of(List<MeanAbility> history, InputParts parts, double gain) {
    return of(history, parts, gain, WINDOWS);
  }

  private static Optional<Plateau> of(
      List<MeanAbility> history, InputParts parts, double gain, int windows) {
    double most = history.stream().mapToDouble(MeanAbility::processingAbility).max().orElse(0);
    return history.stream()
        .filter(seen -> seen.processingAbility() * (1 + gain) >= most)
        .findFirst()
        .flatMap(best -> of(best, history, parts, windows));
  }

  private static Optional<Plateau> of(
      MeanAbility best, List<MeanAbility> history, InputParts parts, int windows) {
    double even = parts.effective(best.parallelism());
    List<MeanAbility> larger =
        history.stream()
            .filter(seen -> seen.parallelism() > best.parallelism())
            .filter(seen -> parts.effective(seen.parallelism()) > even)
            .toList();
    if (larger.isEmpty()) {
      return Optional.empty();
    }
    MeanAbility last = larger.get(larger.size() - 1);
    double step = parts.effective(last.parallelism()) / even;
    if (step < STEP) {
      return Optional.empty();
    }
    boolean loses = last.processingAbility() < LOSS * best.processingAbility();
    boolean isLarge = step >= LARGE_STEP || loses;
    boolean isLeastTried = best.equals(history.get(0));
    boolean tells = isLarge || tellsInOneStep(best.parallelism(), isLeastTried);
    boolean isProven = larger.size() > 1 || (tells && last.samples() >= windows);
    return Optional.of(
        new Plateau(
            best.parallelism(),
            best.processingAbility(),
            last.parallelism(),
            last.processingAbility(),
            isProven,
            tells && !isProven,
            isLarge || last.samples() >= windows - 1,
            goal(best, larger, isLeastTried)));
  }

  /**
   * Returns whether a small step without gain tells that no larger one brings any. From one subtask
   * it does not: the records of several are spread unevenly, which may cost the whole gain of the
   * first step. From many it does not where no fewer were tried: a second step tells whether more
   * process less, so that fewer are worth a trial.
   */
  private static boolean tellsInOneStep(int parallelism, boolean isLeastTried) {
    return parallelism > 1 && !(isLeastTried && parallelism >= WORTH_A_TRIAL);
  }

  /** The same where fewer subtasks process more than the least that was told. */
  public Plateau at(int fewer, double more) {
    return new Plateau(fewer, more, tried, triedAbility, isProven, isPending, isKept, fewer);
  }

  /**
   * Returns whether no more subtasks are worth trying. After a large step, what was left before it
   * was proven counts: no further window can prove it. After a smaller one it does if all windows
   * but the last are known, as that one may not have been kept.
   *
   * @param present the operator's present parallelism
   */
  public boolean holdsAt(int present) {
    return isProven || (isPending && isKept && present != tried);
  }

  /** The share of its rate that an operator takes with this ability, 0..1. */
  public double share(JobVertex operator, TargetRates.Known rates) {
    double rate = rates.of(operator.id()).rate().at(operator.parallelism());
    return rate > ability ? ability / rate : 1;
  }

  private static int goal(MeanAbility best, List<MeanAbility> larger, boolean isLeastTried) {
    MeanAbility next = larger.get(0);
    boolean loses = next.processingAbility() < LOSS * best.processingAbility();
    boolean isFar = next.parallelism() > 2 * best.parallelism();
    if (loses && isFar) {
      return (int) Math.ceil(Math.sqrt((double) best.parallelism() * next.parallelism()));
    }
    MeanAbility last = larger.get(larger.size() - 1);
    boolean declines = last.processingAbility() * (1 + GAIN) < best.processingAbility();
    return isLeastTried && declines && best.parallelism() >= WORTH_A_TRIAL
        ? (int) Math.ceil(best.parallelism() / LARGE_STEP)
        : best.parallelism();
  }

  /** One clause for a person. */
  public String description() {
    return String.format(
        Locale.ROOT,
        "%d subtasks process %.1f records/s and %d no more than %.1f: more bring nothing, so"
            + " something else limits it (a system outside of Flink, a hot key, a lock)%s",
        parallelism,
        ability,
        tried,
        triedAbility,
        goal < parallelism ? "; as more process less, fewer are tried" : "");
  }
}
