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
import picocli.CommandLine.Option;
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

  @Option(
      names = "--output",
      defaultValue = "text",
      description = "text, or json: one document on standard output (default text).")
  private Output output;

  private enum Output {
    TEXT,
    JSON
  }

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
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> RecommendationText.lines(found).forEach(out::println);
      case JSON -> out.println(RecommendationText.json(found));
    }
    out.flush();
    return found.suffices() ? ExitCode.DONE : ExitCode.FAILURE;
  }
}
