package io.conttune.benchmark.jobs.wordcount;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.PaidFlatMap;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.source.Draws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Counts how often each word of the lines has occurred: source, splitter, count. */
public final class WordCount implements Query {
  private static final String SOURCE = "source";
  private static final String SPLITTER = "splitter";
  private static final String COUNT = "count";

  @Override
  public String name() {
    return "wordcount";
  }

  @Override
  public List<String> sources() {
    return List.of(SOURCE);
  }

  @Override
  public List<String> operators() {
    return List.of(SPLITTER, COUNT);
  }

  @Override
  public SingleOutputStreamOperator<Result> assemble(Assembly assembly) {
    JobArguments arguments = assembly.arguments();
    DataStream<Word> words =
        assembly.operator(
            SPLITTER,
            assembly
                .source(SOURCE, content(arguments), Line.class)
                .rebalance()
                .flatMap(
                    new PaidFlatMap<Line, Word>(
                        assembly.cost(SPLITTER),
                        (line, out) -> {
                          for (String text : line.text().split(" ", -1)) {
                            out.collect(Word.padded(text, line.time()));
                          }
                        }))
                .returns(TypeInformation.of(Word.class)));
    return assembly.operator(
        COUNT, words.keyBy(Word::text, Types.STRING).process(new KeyedCount(assembly.cost(COUNT))));
  }

  @Override
  public ResultLedger replay(JobArguments arguments) {
    LineContent content = content(arguments);
    Map<String, Long> counts = new HashMap<>();
    ResultLedger ledger = new ResultLedger();
    for (long line = 0; line < arguments.schedule(SOURCE).totalRecords(); line++) {
      for (String word : content.words(line)) {
        ledger.add(Result.text(word, counts.merge(word, 1L, Long::sum)));
      }
    }
    return ledger;
  }

  private static LineContent content(JobArguments arguments) {
    return new LineContent(new Draws(arguments.seed()), arguments.keys());
  }
}
