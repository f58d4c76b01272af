package io.conttune.benchmark.jobs;

import io.conttune.benchmark.jobs.ledger.Result;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * A job that can be uploaded: how it is put together on Flink, and what must come out of it,
 * computed without Flink.
 */
public interface Query {
  /** By which a command line names it. */
  String name();

  /** Its sources; each has a rate and a parallelism of its own. */
  List<String> sources();

  /** Its other job vertices, downstream of the sources; each has a parallelism and a cost. */
  List<String> operators();

  /** Puts the job together, up to the operator that tells the results; a sink is chained to it. */
  SingleOutputStreamOperator<Result> assemble(Assembly assembly);

  /** The results that the whole input holds. */
  ResultLedger replay(JobArguments arguments);
}
