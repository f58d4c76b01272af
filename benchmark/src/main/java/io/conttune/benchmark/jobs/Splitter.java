package io.conttune.benchmark.jobs;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes a line apart, at a cost per line. */
final class Splitter extends RichFlatMapFunction<Line, Word> {

  private static final long serialVersionUID = 1;

  private final UslCurve costPerLine;
  private transient ParkedCost cost;

  Splitter(UslCurve costPerLine) {
    this.costPerLine = costPerLine;
  }

  @Override
  public void open(OpenContext context) {
    int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    cost = ParkedCost.of(costPerLine, parallelism);
  }

  @Override
  public void flatMap(Line line, Collector<Word> out) {
    cost.pay();
    for (String text : line.text().split(" ", -1)) {
      out.collect(Word.padded(text));
    }
  }
}
