package io.conttune.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws one plot with XChart. */
final class PlotChart {
  /** The same for every plot, so that those below each other line up. */
  private static final int LEFT = 66;

  /** Room for the half of the last label that stands beyond the end of the axis. */
  private static final int RIGHT = 14;

  private static final int X_TICKS = 60;
  private static final int Y_TICKS = 46;
  private static final Color GRID = new Color(0xe4, 0xe4, 0xe4);

  private final Plot plot;
  private final XYChart chart;
  private final Legend legend = new Legend();
  private final int width;
  private final int height;

  PlotChart(Plot plot, int width, int height) {
    this.plot = plot;
    this.width = width;
    this.height = height;
    this.chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(plot.title())
            .xAxisTitle(plot.x().label())
            .yAxisTitle(plot.y().label())
            .build();
    style(chart.getStyler());
    plot.spans().forEach(this::add);
    plot.layers().forEach(layer -> layer.paint(painter));
    plot.notes().forEach(this::add);
  }

  void paint(Graphics2D graphics) {
    int aboveLegend = height - legend.height(width);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    chart.paint(graphics, width - RIGHT, aboveLegend);
    Graphics2D below = (Graphics2D) graphics.create();
    below.translate(0, aboveLegend);
    legend.paint(below, width);
    below.dispose();
  }

  private void style(XYStyler styler) {
    styler
        .setXAxisMin(plot.x().least() - hair(plot.x()))
        .setXAxisMax(plot.x().most() + hair(plot.x()))
        .setYAxisMin(plot.y().least() - hair(plot.y()))
        .setYAxisMax(plot.y().most())
        .setXAxisDecimalPattern("#,##0.###")
        .setYAxisDecimalPattern("#,##0.###")
        .setPlotGridLinesColor(GRID)
        .setAxisTitleFont(font(Font.PLAIN, 12))
        .setAxisTickLabelsFont(font(Font.PLAIN, 11))
        .setXAxisTickMarkSpacingHint(plot.x().tickSpacing(width - LEFT, X_TICKS))
        .setYAxisTickMarkSpacingHint(plot.y().tickSpacing(height, Y_TICKS))
        .setAxisTicksLineVisible(false)
        .setPlotMargin(0)
        .setLocale(Locale.ROOT)
        .setPlotContentSize(1)
        .setYAxisLeftWidthHint(LEFT)
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(Palette.BLACK)
        .setChartTitleFont(font(Font.BOLD, 14))
        .setChartTitleBoxVisible(false)
        .setChartPadding(16)
        .setPlotBorderColor(Palette.GREY)
        .setLegendVisible(false)
        .setAnnotationTextFont(font(Font.PLAIN, 11))
        .setAnnotationTextFontColor(Palette.BLACK)
        .setMarkerSize(7);
  }

  /** A tick that lies exactly on the end of an axis gets no label. */
  private static double hair(Axis axis) {
    return 1e-6 * (axis.most() - axis.least());
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private void add(Plot.Bands spans) {
    int number = 0;
    for (Plot.Band span : spans.spans()) {
      double from = plot.x().clamp(span.from());
      double to = plot.x().clamp(span.to());
      if (from < to) {
        number++;
        area(spans.name() + "#" + number, spans.color(), corners(from, to));
      }
    }
    if (number > 0 && !spans.name().isEmpty()) {
      legend.addArea(spans.name(), spans.color());
    }
  }

  private List<Vertex> corners(double from, double to) {
    double bottom = plot.y().least();
    double top = plot.y().most();
    return List.of(
        new Vertex(from, bottom),
        new Vertex(from, top),
        new Vertex(to, top),
        new Vertex(to, bottom));
  }

  private final Layer.Painter painter =
      new Layer.Painter() {
        @Override
        public void line(Layer.Line line) {
          add(line);
        }

        @Override
        public void band(Layer.Band band) {
          area(band.name(), band.color(), outline(band));
          legend.addArea(band.name(), band.color());
        }

        @Override
        public void dots(Layer.Dots dots) {
          List<Vertex> vertices = visible(dots);
          if (!vertices.isEmpty()) {
            scatter(dots, vertices);
            legend.addDots(dots.name(), dots.color(), dots.mark());
          }
        }
      };

  private void add(Layer.Line line) {
    List<Vertex> vertices = clipped(line.vertices());
    if (vertices.stream().allMatch(Vertex::isGap)) {
      return;
    }
    addLonely(line, vertices);
    XYSeries series = series(line.name(), vertices);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(line.style().color());
    series.setLineStyle(line.style().stroke());
    legend.addLine(line.name(), line.style());
  }

  /** A vertex between two gaps is no line; it is drawn as a dot instead of being lost. */
  private void addLonely(Layer.Line line, List<Vertex> vertices) {
    List<Vertex> lonely =
        IntStream.range(0, vertices.size())
            .filter(i -> !vertices.get(i).isGap())
            .filter(i -> i == 0 || vertices.get(i - 1).isGap())
            .filter(i -> i == vertices.size() - 1 || vertices.get(i + 1).isGap())
            .mapToObj(vertices::get)
            .toList();
    if (!lonely.isEmpty()) {
      String name = line.name() + "#lonely";
      scatter(new Layer.Dots(name, line.style().color(), Layer.Mark.DOT, lonely), lonely);
    }
  }

  private List<Vertex> visible(Layer.Dots dots) {
    return dots.vertices().stream().map(this::inside).filter(vertex -> !vertex.isGap()).toList();
  }

  private void scatter(Layer.Dots dots, List<Vertex> vertices) {
    XYSeries series = series(dots.name(), vertices);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker(dots.mark()));
    series.setMarkerColor(dots.color());
  }

  private void area(String name, Color color, List<Vertex> outline) {
    XYSeries series = series(name, outline);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setFillColor(color);
  }

  private XYSeries series(String name, List<Vertex> vertices) {
    return chart.addSeries(
        name,
        vertices.stream().mapToDouble(Vertex::x).toArray(),
        vertices.stream().mapToDouble(Vertex::y).toArray());
  }

  private List<Vertex> outline(Layer.Band band) {
    List<Vertex> back = new ArrayList<>(band.lower());
    Collections.reverse(back);
    return Stream.concat(band.upper().stream(), back.stream())
        .map(vertex -> new Vertex(plot.x().clamp(vertex.x()), plot.y().clamp(vertex.y())))
        .toList();
  }

  /** Cut where it enters and leaves the plot from the sides. */
  private List<Vertex> clipped(List<Vertex> line) {
    List<Vertex> clipped = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      Vertex vertex = line.get(i);
      if (vertex.x() < plot.x().least() && i + 1 < line.size()) {
        vertex = vertex.towards(line.get(i + 1), plot.x().least());
      } else if (vertex.x() > plot.x().most() && i > 0) {
        vertex = line.get(i - 1).towards(vertex, plot.x().most());
      }
      clipped.add(inside(vertex));
    }
    return clipped;
  }

  /** The vertex itself, or a gap in place of one that lies outside of the axes. */
  private Vertex inside(Vertex vertex) {
    boolean inside =
        vertex.isGap() || (plot.x().contains(vertex.x()) && plot.y().contains(vertex.y()));
    return inside ? vertex : Vertex.gap(plot.x().clamp(vertex.x()));
  }

  private static Marker marker(Layer.Mark mark) {
    return switch (mark) {
      case DOT -> SeriesMarkers.CIRCLE;
      case DIAMOND -> SeriesMarkers.DIAMOND;
      case CROSS -> SeriesMarkers.CROSS;
    };
  }

  private void add(Plot.Note note) {
    chart.addAnnotation(new AnnotationText(note.text(), note.place().x(), note.place().y(), false));
  }
}
