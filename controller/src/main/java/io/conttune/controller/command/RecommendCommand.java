package io.conttune.controller.command;

import io.conttune.controller.input.Fault;
import io.conttune.controller.offline.Question;
import io.conttune.controller.offline.Recommendation;
import io.conttune.controller.offline.RecommendationText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code recommend}: from one operator's history to a parallelism, without any cluster. */
@Command(
    name = "recommend",
    description = "Recommends a parallelism for one operator from its history.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:a parallelism suffices",
      "1:none does, by what the history tells",
      "2:options or files are wrong"
    })
public final class RecommendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private QuestionOptions question;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    return question
        .read(err::println)
        .match(
            this::answer,
            faults -> {
              Fault.lines(faults).forEach(err::println);
              return ExitCode.WRONG_INPUT;
            });
  }

  private int answer(Question asked) {
    Recommendation found = Recommendation.of(asked);
    output.print(
        spec.commandLine().getOut(),
        () -> RecommendationText.lines(found),
        () -> RecommendationText.json(found));
    return found.suffices() ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
