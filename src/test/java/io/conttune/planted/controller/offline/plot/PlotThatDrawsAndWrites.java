package io.conttune.planted.controller.offline.plot;

import java.nio.file.Path;
import org.knowm.xchart.XYChart;

/** Breaks: only chart knows XChart, room offline.plot uses only, and: does no I/O. */
public final class PlotThatDrawsAndWrites {
  public XYChart chart = new XYChart(1, 1);
  public Path file = Path.of("plot.png");
}
