package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.OperatorSelector;
import io.conttune.core.secret.SecretFilling;
import io.conttune.core.secret.SecretReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of a program, in which {@code ${parallelism:<operator>}} stands for the parallelism
 * of the job vertex that {@code <operator>} selects, and {@code ${parallelism}} for the one of the
 * whole job. References to secrets, and escapes such as {@code $${HOME}}, stay until the arguments
 * are sent ({@link SecretFilling}).
 *
 * @param arguments as they stand in the YAML file
 */
public record ArgumentTemplate(List<String> arguments) {
  private static final String OF_JOB = "${parallelism}";

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\$\\$\\{|\\$\\{parallelism:([^{}]*[^{}\\s][^{}]*)}|"
              + Pattern.quote(OF_JOB)
              + "|"
              + SecretReference.FORM);

  /** A program without arguments. */
  public static final ArgumentTemplate NONE = new ArgumentTemplate(List.of());

  /**
   * Checks the placeholders.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public ArgumentTemplate {
    arguments = List.copyOf(arguments);
    for (String argument : arguments) {
      if (isMalformed(argument)) {
        throw new IllegalArgumentException("malformed placeholder in argument: " + argument);
      }
    }
  }

  /** Whether a dollar sign and a brace begin neither a placeholder nor an escape. */
  public static boolean isMalformed(String argument) {
    return PLACEHOLDER.matcher(argument).replaceAll("").contains("${");
  }

  /** The operator names in the placeholders, each once. */
  public List<String> operators() {
    TreeSet<String> names = new TreeSet<>();
    for (String argument : arguments) {
      PLACEHOLDER
          .matcher(argument)
          .results()
          .filter(match -> match.group(1) != null)
          .forEach(match -> names.add(match.group(1).strip()));
    }
    return List.copyOf(names);
  }

  /** Whether a placeholder stands for the one parallelism of the whole job. */
  public boolean hasOneOfJob() {
    return arguments.stream()
        .flatMap(argument -> PLACEHOLDER.matcher(argument).results())
        .anyMatch(match -> match.group().equals(OF_JOB));
  }

  /** The job vertices whose parallelism these arguments set. */
  public Set<OperatorId> reached(JobGraph graph) {
    return operators().stream()
        .map(name -> new OperatorSelector(name).in(graph))
        .flatMap(match -> match.match(one -> Stream.of(one.id()), none -> Stream.empty()))
        .collect(Collectors.toSet());
  }

  /**
   * The arguments with these parallelisms; a vertex that the map does not have keeps that of the
   * graph.
   *
   * @param ofJob the parallelism of the whole job; if it is empty, its placeholder stays
   */
  public Filling fill(JobGraph graph, Map<OperatorId, Integer> parallelism, OptionalInt ofJob) {
    Map<OperatorId, Integer> all = graph.withParallelism(parallelism).parallelism();
    List<String> filled = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (String argument : arguments) {
      String known = ofJob.isPresent() ? withOneOfJob(argument, ofJob.getAsInt()) : argument;
      filled.add(fill(known, graph, all, reasons));
    }
    return reasons.isEmpty() ? new Filling.Filled(filled) : new Filling.Unfilled(reasons);
  }

  private static String withOneOfJob(String argument, int parallelism) {
    return PLACEHOLDER
        .matcher(argument)
        .replaceAll(
            match ->
                match.group().equals(OF_JOB)
                    ? String.valueOf(parallelism)
                    : Matcher.quoteReplacement(match.group()));
  }

  private static String fill(
      String argument, JobGraph graph, Map<OperatorId, Integer> parallelism, List<String> reasons) {
    return PLACEHOLDER
        .matcher(argument)
        .replaceAll(
            match -> {
              if (match.group(1) == null) {
                return Matcher.quoteReplacement(match.group());
              }
              return new OperatorSelector(match.group(1).strip())
                  .in(graph)
                  .match(
                      one -> String.valueOf(parallelism.get(one.id())),
                      none -> {
                        reasons.add(none.reason());
                        return "";
                      });
            });
  }

  /** The result of filling the placeholders. */
  public sealed interface Filling {
    /** The answer of the case that this is. */
    <R, X extends Exception> R match(Case<Filled, R, X> filled, Case<Unfilled, R, X> unfilled)
        throws X;

    /** Arguments to run the program with. */
    record Filled(List<String> arguments) implements Filling {
      public Filled {
        arguments = List.copyOf(arguments);
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Filled, R, X> filled, Case<Unfilled, R, X> unfilled) throws X {
        return filled.of(this);
      }
    }

    /** Placeholders that select no vertex or several; each reason lists the candidates. */
    record Unfilled(List<String> reasons) implements Filling {
      public Unfilled {
        reasons = List.copyOf(reasons);
      }

      @Override
      public <R, X extends Exception> R match(
          Case<Filled, R, X> filled, Case<Unfilled, R, X> unfilled) throws X {
        return unfilled.of(this);
      }
    }
  }
}
