package io.conttune.controller.steering;

import io.conttune.controller.api.document.OrderRequest;
import io.conttune.controller.http.Problem;
import io.conttune.controller.http.ProblemException;
import io.conttune.controller.loop.JobStores;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.identity.SeenRun;
import io.conttune.core.steering.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads orders for one job.
 *
 * @param jobName that they concern
 * @param stores tell its operators and what is recommended
 */
record OrderReader(String jobName, JobStores stores) {
  private static final List<String> FOR_ONE =
      List.of("pause", "resume", "pin", "unpin", "dismiss", "apply", "scale", "undo");
  private static final List<String> FOR_ALL = List.of("freeze", "unfreeze");

  /** The order for the job that is asked for. */
  Order order(OrderRequest asked) throws ProblemException {
    try {
      return switch (asked.order()) {
        case "pause" -> new Order.Pause();
        case "resume" -> new Order.Resume();
        case "pin" -> pin(asked);
        case "unpin" -> unpin(new Order.Unpin(asked.operator().orElse("")));
        case "dismiss" -> new Order.Dismiss(plan(asked));
        case "apply" -> new Order.Apply(plan(asked));
        case "scale" -> new Order.Scale(known(asked.parallelism()));
        case "undo" -> new Order.Undo();
        default -> throw unknown(asked, FOR_ONE);
      };
    } catch (IllegalArgumentException wrong) {
      throw OrderBody.wrong(wrong.getMessage());
    }
  }

  /** The order for every job that is asked for. */
  static Order orderForAll(OrderRequest asked) throws ProblemException {
    return switch (asked.order()) {
      case "freeze" -> new Order.Freeze();
      case "unfreeze" -> new Order.Unfreeze();
      default -> throw unknown(asked, FOR_ALL);
    };
  }

  private Order pin(OrderRequest asked) throws ProblemException {
    Map<String, Integer> parallelism = known(asked.parallelism());
    if (parallelism.size() != 1) {
      throw OrderBody.wrong("a pin names %d operators, expected one".formatted(parallelism.size()));
    }
    Map.Entry<String, Integer> one = parallelism.entrySet().iterator().next();
    // A second pin of an operator takes the place of the first, also where it names it otherwise.
    String operator = OpenPins.in(stores, jobName).named(one.getKey()).orElse(one.getKey());
    return new Order.Pin(operator, one.getValue());
  }

  /** The same order, which names the operator as its pin does. */
  private Order unpin(Order.Unpin asked) throws ProblemException {
    OpenPins pins = OpenPins.in(stores, jobName);
    return new Order.Unpin(
        pins.named(asked.operator())
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                                409,
                                "not-pinned",
                                "%s of %s is not pinned; %s"
                                    .formatted(
                                        asked.operator(),
                                        jobName,
                                        pins.operators().isEmpty()
                                            ? "nothing is"
                                            : "pinned: " + String.join(", ", pins.operators())))
                            .expecting(pins.operators()))));
  }

  /** The plan that was shown to who gives the order, which must still be the newest one. */
  private Map<OperatorId, Integer> plan(OrderRequest asked) throws ProblemException {
    String shown =
        asked
            .plan()
            .orElseThrow(
                () ->
                    OrderBody.wrong(
                        "plan is missing, expected the id that conttune plan %s shows"
                            .formatted(jobName)));
    return new NewestPlan(jobName, stores.decisions()).named(shown);
  }

  /** Checked here too, so that who mistypes an operator learns it at once. */
  private Map<String, Integer> known(Map<String, Integer> parallelism) throws ProblemException {
    Optional<JobGraph> graph = stores.seenRuns().seenRun(jobName).map(SeenRun::graph);
    for (String operator : parallelism.keySet()) {
      Optional<String> fault =
          graph.flatMap(
              seen ->
                  new OperatorSelector(operator)
                      .in(seen)
                      .match(one -> Optional.empty(), none -> Optional.of(none.reason())));
      if (fault.isPresent()) {
        throw OrderBody.wrong(fault.get());
      }
    }
    return parallelism;
  }

  private static ProblemException unknown(OrderRequest asked, List<String> words) {
    return new ProblemException(
        Problem.of(
                400,
                "no-such-order",
                "order is \"%s\", expected one of %s"
                    .formatted(asked.order(), String.join(", ", words)))
            .expecting(words));
  }
}
