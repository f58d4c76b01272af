package io.conttune.benchmark.simulator.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.benchmark.simulator.ablation.AblationResult;
import io.conttune.benchmark.simulator.ablation.AblationResult.Column;
import io.conttune.benchmark.simulator.ablation.AblationResult.Worth;
import io.conttune.informed.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Writes an ablation as a table in Markdown, or as one JSON document. */
public final class AblationText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private AblationText() {}

  /** The table, and what each part does. */
  public static List<String> lines(AblationResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "In each cell: reconfigurations per tuning, slots × oracle, under-provisioned time × late oracle.");
    lines.add("");
    List<String> settings = result.columns().stream().map(Column::setting).toList();
    lines.add("| part left out | " + String.join(" | ", settings) + " | pays under |");
    lines.add("|---".repeat(settings.size() + 2) + "|");
    lines.add(row("none", result, Column::complete, ""));
    for (Part part : result.parts()) {
      lines.add(
          row(part.label(), result, column -> column.without().get(part), pays(result, part)));
    }
    lines.add("");
    lines.add("| part | what informed does by it |");
    lines.add("|---|---|");
    for (Part part : result.parts()) {
      lines.add("| %s | %s |".formatted(part.label(), part.description()));
    }
    return lines;
  }

  private static String pays(AblationResult result, Part part) {
    List<String> under = result.paysUnder(part);
    if (under.size() == result.columns().size()) {
      return "all";
    }
    return under.isEmpty() ? "none" : String.join("; ", under);
  }

  private static String row(
      String name, AblationResult result, Function<Column, Worth> figures, String pays) {
    List<String> cells = new ArrayList<>(List.of(name));
    result.columns().forEach(column -> cells.add(cell(figures.apply(column))));
    cells.add(pays);
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String cell(Worth worth) {
    return "%s, %s, %s"
        .formatted(
            number("%.2f", worth.restarts()),
            number("%.3f", worth.slots()),
            number("%.2f", worth.shortage()));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }

  /** The same as one JSON document, indented, without a line break at its end. */
  public static String json(AblationResult result) {
    ObjectNode top = MAPPER.createObjectNode();
    ArrayNode settings = top.putArray("settings");
    for (Column column : result.columns()) {
      ObjectNode setting = settings.addObject().put("setting", column.setting());
      write(setting.putObject("complete"), column.complete());
      ObjectNode parts = setting.putObject("without");
      for (Part part : result.parts()) {
        write(parts.putObject(part.label()), column.without().get(part));
      }
    }
    return top.toPrettyString();
  }

  private static void write(ObjectNode node, Worth worth) {
    node.put("reconfigurationsPerTuning", worth.restarts());
    put(node, "slotsAgainstOracle", worth.slots());
    put(node, "underProvisionedAgainstLateOracle", worth.shortage());
  }

  /** JSON has no word for what is not a number. */
  private static void put(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
