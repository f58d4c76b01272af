package io.conttune.chart;

import java.awt.Color;
import java.util.List;

/**
 * A plot: layers over two axes, later ones on top; what lies outside of the axes is not drawn.
 *
 * @param title above it
 * @param spans vertical bands behind everything else
 * @param notes short texts inside of it
 */
public record Plot(
    String title, Axis x, Axis y, List<Bands> spans, List<Layer> layers, List<Note> notes) {
  public Plot {
    spans = List.copyOf(spans);
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  /**
   * Vertical bands of one meaning.
   *
   * @param name of their legend entry; empty for none
   */
  public record Bands(String name, Color color, List<Band> spans) {
    public Bands {
      spans = List.copyOf(spans);
    }
  }

  /** From one value of the horizontal axis to another. */
  public record Band(double from, double to) {}

  /** A text whose middle is at a place of the plot. */
  public record Note(String text, Vertex place) {}
}
