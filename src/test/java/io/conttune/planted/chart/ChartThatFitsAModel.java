package io.conttune.planted.chart;

import io.conttune.planted.gp.ModelOutsideInternal;

/** Breaks: chart uses only. */
public final class ChartThatFitsAModel {
  public ModelOutsideInternal model = new ModelOutsideInternal();
}
