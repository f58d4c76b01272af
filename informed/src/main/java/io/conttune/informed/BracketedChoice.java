package io.conttune.informed;

import io.conttune.bigsmall.PartsModel;
import io.conttune.core.Tenths;
import io.conttune.core.rates.Load;
import io.conttune.core.tuning.Bounds;
import io.conttune.core.tuning.Candidate;
import io.conttune.core.tuning.InputParts;
import io.conttune.gp.Model;
import io.conttune.gp.Prediction;
import io.conttune.gp.Surrogate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Chooses the parallelism of one operator: the least that the model trusts, between what is proven
 * too few and what is proven enough. Without a model the linear method chooses.
 */
final class BracketedChoice {
  /** Most subtasks that are only for room, over those that are needed. */
  private static final double MOST_ROOM = 0.25;

  private final Surrogate surrogate;
  private final Rules rules;

  BracketedChoice(Surrogate surrogate, Rules rules) {
    this.surrogate = surrogate;
    this.rules = rules;
  }

  /**
   * A parallelism, within the bounds.
   *
   * @param roomy parallelism that most likely suffices; at least the one chosen
   * @param candidates of the methods that were asked
   */
  record Choice(int parallelism, int roomy, List<Candidate> candidates, String why) {
    Choice {
      candidates = List.copyOf(candidates);
    }

    Choice(int parallelism, List<Candidate> candidates, String why) {
      this(parallelism, parallelism, candidates, why);
    }

    /** Another parallelism by the same methods. */
    Choice instead(int other, String because) {
      return new Choice(other, candidates, because);
    }

    /** The same with the room that it may have without more slots than these. */
    Choice withRoom(int slots) {
      int room = Math.min(roomy, slots);
      return room > parallelism
          ? instead(
              room,
              why + "; " + (room - parallelism) + " of them only for room, which costs no slot")
          : this;
    }
  }

  /**
   * The question about one operator.
   *
   * @param curve as far as it is known
   * @param rate that it has to carry, records/s
   * @param wanted capacity, records/s: more than the rate by the headroom
   * @param least capacity, records/s, with which it would not have to grow again
   * @param bounds of the operator's group
   * @param linear proposal of the linear method
   * @param parts into which its input is divided
   * @param present parallelism
   */
  record Question(
      KnownCurve curve,
      Load rate,
      Load wanted,
      Load least,
      Bounds bounds,
      Candidate linear,
      InputParts parts,
      int present) {}

  Choice choose(Question asked) {
    int least = Math.max(asked.bounds().least(), asked.curve().leastNotRefuted(asked.wanted()));
    if (least > asked.bounds().most()) {
      int most = asked.bounds().most();
      return new Choice(most, List.of(), "%d is its limit, and too few".formatted(most));
    }
    OptionalInt proven = asked.curve().leastProven(asked.wanted());
    int most = Math.min(asked.bounds().most(), proven.orElse(asked.bounds().most()));
    if (least >= most) {
      return new Choice(
          most,
          List.of(),
          proven.isPresent() && proven.getAsInt() <= most
              ? most + " is proven enough, and fewer are proven too few"
              : "fewer than " + most + " are proven too few");
    }
    return asked.curve().means().isEmpty()
        ? linear(asked, least, most, proven)
        : modelled(asked, least, most, proven);
  }

  private Choice modelled(Question asked, int least, int most, OptionalInt proven) {
    Model model = PartsModel.fit(surrogate, asked.curve().means(), asked.parts());
    for (int p = least; p <= most; p++) {
      double wanted = asked.wanted().at(p);
      if (model.mean(p) < wanted) {
        continue;
      }
      Prediction expected = model.predict(p);
      if (rules.safe(expected) >= asked.rate().at(p)) {
        return new Choice(
            p,
            roomy(model, asked, p, most),
            List.of(candidate(p, expected, wanted), asked.linear()),
            bracket(least, most, proven));
      }
    }
    if (proven.isPresent() && proven.getAsInt() == most) {
      return new Choice(most, List.of(asked.linear()), "%d is proven enough".formatted(most));
    }
    return linear(asked, least, most, proven);
  }

  private int roomy(Model model, Question asked, int chosen, int most) {
    int limit = Math.min(most, chosen + (int) Math.ceil(MOST_ROOM * chosen));
    for (int p = chosen; p < limit; p++) {
      double least = Math.max(asked.rate().at(p), asked.least().at(p));
      if (rules.certain(model.predict(p)) >= least) {
        return p;
      }
    }
    return limit;
  }

  private Candidate candidate(int parallelism, Prediction expected, double wanted) {
    return new Candidate(
        surrogate.name(),
        OptionalInt.of(parallelism),
        OptionalDouble.of(expected.mean()),
        OptionalDouble.of(expected.standardDeviation()),
        "least that reaches "
            + Tenths.text(wanted)
            + " records/s, and its rate with half a standard deviation or a tenth less");
  }

  private static Choice linear(Question asked, int least, int most, OptionalInt proven) {
    int proposed = asked.linear().parallelism().orElse(asked.present());
    int chosen = Math.max(least, Math.min(most, proposed));
    return new Choice(
        chosen,
        List.of(asked.linear()),
        "linear, " + asked.linear().note() + "; " + bracket(least, most, proven));
  }

  private static String bracket(int least, int most, OptionalInt proven) {
    String below = least > 1 ? "fewer than " + least + " are ruled out" : "";
    String above =
        proven.isPresent() && proven.getAsInt() == most ? most + " is proven enough" : "";
    String both = below.isEmpty() || above.isEmpty() ? below + above : below + ", " + above;
    return both.isEmpty() ? "nothing is proven yet" : both;
  }
}
