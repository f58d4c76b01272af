package io.conttune.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One thing that a plot shows. */
public sealed interface Layer {
  /** The text of its legend entry, unique within its plot. */
  String name();

  /** The points that the axes of a plot must have room for. */
  List<Vertex> extent();

  /** Hands this layer to the painter of its kind. */
  void paint(Painter painter);

  /** Paints one kind of layer each. */
  interface Painter {
    void line(Line line);

    void band(Band band);

    void dots(Dots dots);
  }

  /**
   * A line, broken where a vertex is a gap; a single vertex between two gaps is drawn as a dot.
   *
   * @param vertices from left to right
   */
  record Line(String name, Style style, List<Vertex> vertices) implements Layer {
    public Line {
      vertices = List.copyOf(vertices);
    }

    @Override
    public List<Vertex> extent() {
      return vertices;
    }

    @Override
    public void paint(Painter painter) {
      painter.line(this);
    }

    /** A line that keeps its value until the next vertex and then jumps. */
    public static Line steps(String name, Style style, List<Vertex> vertices) {
      List<Vertex> corners = new ArrayList<>();
      for (Vertex vertex : vertices) {
        double before = corners.isEmpty() ? Double.NaN : corners.get(corners.size() - 1).y();
        if (!Double.isNaN(before)) {
          corners.add(new Vertex(vertex.x(), before));
        }
        if (vertex.y() != before) {
          corners.add(vertex);
        }
      }
      return new Line(name, style, withoutFlats(corners));
    }

    /** Drops what lies on a straight line between its neighbours: dashes begin anew at a vertex. */
    private static List<Vertex> withoutFlats(List<Vertex> corners) {
      List<Vertex> kept = new ArrayList<>();
      for (Vertex corner : corners) {
        int last = kept.size() - 1;
        boolean flat =
            last > 0 && kept.get(last).y() == corner.y() && kept.get(last - 1).y() == corner.y();
        if (flat) {
          kept.remove(last);
        }
        kept.add(corner);
      }
      return kept;
    }
  }

  /**
   * A filled area between two lines.
   *
   * @param lower its lower edge, from left to right, without gaps
   * @param upper its upper edge, likewise
   */
  record Band(String name, Color color, List<Vertex> lower, List<Vertex> upper) implements Layer {
    public Band {
      lower = List.copyOf(lower);
      upper = List.copyOf(upper);
    }

    @Override
    public List<Vertex> extent() {
      return Stream.concat(lower.stream(), upper.stream()).toList();
    }

    @Override
    public void paint(Painter painter) {
      painter.band(this);
    }
  }

  /** Single marks. */
  record Dots(String name, Color color, Mark mark, List<Vertex> vertices) implements Layer {
    public Dots {
      vertices = List.copyOf(vertices);
    }

    @Override
    public List<Vertex> extent() {
      return vertices;
    }

    @Override
    public void paint(Painter painter) {
      painter.dots(this);
    }
  }

  /** Shapes of single marks. */
  enum Mark {
    DOT,
    DIAMOND,
    CROSS
  }
}
