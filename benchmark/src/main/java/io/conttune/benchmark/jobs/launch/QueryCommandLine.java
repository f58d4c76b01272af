package io.conttune.benchmark.jobs.launch;

import io.conttune.benchmark.jobs.ArgumentReader;
import io.conttune.benchmark.jobs.JobArguments;
import io.conttune.benchmark.jobs.Query;
import io.conttune.benchmark.jobs.ledger.ResultLedger;
import io.conttune.benchmark.jobs.wordcount.WordCount;

/**
 * A query with what it is told.
 *
 * @param query which one
 * @param arguments of it
 */
public record QueryCommandLine(Query query, JobArguments arguments) {

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException naming every wrong, missing and unknown argument
   */
  public static QueryCommandLine parse(String... commandLine) {
    ArgumentReader reader = new ArgumentReader(commandLine);
    Query query = reader.optional("--query", Queries::named, new WordCount());
    return new QueryCommandLine(query, JobArguments.read(query, reader));
  }

  /** The results that the whole input holds. */
  public ResultLedger expected() {
    return query.replay(arguments);
  }
}
