package io.conttune.gp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reference numbers computed with SciPy from the paper's code, and the README's own figure. */
final class Golden {
  static final String GLOBAL = "GLOBAL_in_bounds_sigma<=5e5";
  static final String FIGURE = "README_figure";

  private Golden() {}

  record Decision(String dataset, double rate, String pick, String nearest, List<String> gates) {}

  static JsonNode dataset(String name) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/golden.json")) {
      return new ObjectMapper().readTree(in).path(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Point> points(String name) {
    List<Point> points = new ArrayList<>();
    dataset(name)
        .path("data")
        .properties()
        .forEach(
            entry ->
                points.add(
                    new Point(Integer.parseInt(entry.getKey()), entry.getValue().asDouble(), 1)));
    return points;
  }

  static RbfFit parameters(String dataset, String fit) {
    JsonNode node = dataset(dataset).path("fits").path(fit);
    return new RbfFit(
        node.path("l").asDouble(), node.path("sigma_f").asDouble(), node.path("nll").asDouble());
  }

  static List<Decision> decisions(String fit) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Golden.class.getResourceAsStream("/golden/golden_decisions.csv"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[1].equals(fit))
          .map(
              cells ->
                  new Decision(
                      cells[0],
                      Double.parseDouble(cells[2]),
                      cells[3],
                      cells[6],
                      List.of(cells).subList(7, 11)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
