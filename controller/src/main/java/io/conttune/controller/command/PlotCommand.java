package io.conttune.controller.command;

import io.conttune.bigsmall.SurrogateMethod;
import io.conttune.chart.NoFontException;
import io.conttune.chart.Picture;
import io.conttune.controller.input.Fault;
import io.conttune.controller.offline.Question;
import io.conttune.controller.offline.Recommendation;
import io.conttune.controller.offline.RecommendationText;
import io.conttune.controller.offline.plot.RecommendationPlot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plot}: what {@code recommend} says, as a picture. */
@Command(
    name = "plot",
    description = "Draws one operator's model, its observations, the rate, and the recommendation.")
public final class PlotCommand implements Callable<Integer> {
  private static final int WIDTH = 860;
  private static final int HEIGHT = 520;

  @Spec private CommandSpec spec;

  @Mixin private QuestionOptions question;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to draw it, a file that ends in .png or .svg.")
  private Optional<Path> out;

  @Option(names = "--compare", description = "Adds the other surrogate as a thin line.")
  private boolean compare;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    List<Fault> faults = new ArrayList<>();
    Optional<Question> asked = question.read(err::println).valueOr(faults);
    Fault.lines(faults).forEach(err::println);
    Optional<String> fault = faultOfOut();
    fault.ifPresent(err::println);
    return asked.isPresent() && fault.isEmpty()
        ? draw(asked.get(), out.orElseThrow())
        : ExitCode.WRONG_INPUT;
  }

  private int draw(Question asked, Path file) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Recommendation found = Recommendation.of(asked);
      picture(found).write(file);
      spec.commandLine().getOut().println(file);
      if (!found.suffices()) {
        err.println(RecommendationText.headline(found));
      }
      return ExitCode.DONE;
    } catch (NoFontException e) {
      err.println(e.getMessage());
      return ExitCode.FAILURE;
    } catch (IOException e) {
      err.printf(
          "command line: --out: expected a file that can be written, %s is not (%s)%n",
          file, e.getClass().getSimpleName());
      return ExitCode.WRONG_INPUT;
    }
  }

  private Picture picture(Recommendation found) {
    Optional<SurrogateMethod> other =
        compare ? Optional.of(other(found.question().surrogate())) : Optional.empty();
    return new Picture(
        List.of(new RecommendationPlot(question.subject(), found, other).plot()), WIDTH, HEIGHT);
  }

  private static SurrogateMethod other(SurrogateMethod surrogate) {
    return switch (surrogate) {
      case RBF -> SurrogateMethod.LOGLOG;
      case LOGLOG -> SurrogateMethod.RBF;
    };
  }

  private Optional<String> faultOfOut() {
    if (out.isEmpty()) {
      return Optional.of(
          "command line: --out: is missing, expected a file that ends in .png or .svg");
    }
    String name = out.get().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".svg")
        ? Optional.empty()
        : Optional.of(
            "command line: --out: is %s, expected a file that ends in .png or .svg"
                .formatted(out.get()));
  }
}
