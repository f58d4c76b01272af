package io.conttune.benchmark.jobs.launch;

import io.conttune.benchmark.jobs.Assembly;
import io.conttune.benchmark.jobs.JobArguments;
import java.util.Map;
import org.apache.flink.client.program.StreamPlanEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs one of the queries. Each of its sources and operators is one job vertex with its parallelism
 * from the command line; the cost of a record follows a scalability curve in its operator's own
 * parallelism.
 *
 * <pre>
 * --query wordcount | q1 | q2 | q3 | q5 | q8 | q11
 * --parallelism.SOURCE 1  --parallelism.OPERATOR 1  --max-parallelism 720
 * --cost.OPERATOR gamma,sigma,kappa                          (default: costs nothing)
 * --rates r1,r2,..  --start epoch-ms                         (required; multiples of the unit rates)
 * --unit-rate.SOURCE 1  --step-duration 60s  --partitions 24  --seed 1  --keys 20000
 * --totals directory                                         (required)
 * --name QUERY  --fail-at-parallelism.OPERATOR N
 * </pre>
 */
public final class QueryJob {

  private QueryJob() {}

  /**
   * Submits the job.
   *
   * @throws IllegalArgumentException if an argument is wrong, naming all that are
   * @throws Exception whatever Flink throws at a submission
   */
  public static void main(String[] commandLine) throws Exception {
    QueryCommandLine launch = QueryCommandLine.parse(commandLine);
    JobArguments arguments = launch.arguments();
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    // A type that would need Kryo fails the launch instead of costing CPU unseen.
    environment.configure(Configuration.fromMap(Map.of("pipeline.generic-types", "false")));
    Assembly.of(launch.query(), arguments, environment);
    failIfAskedTo(environment, arguments);
    environment.execute(arguments.name());
  }

  /**
   * A dry run must still answer: what is to be seen is a launch that fails after all checks have
   * passed.
   */
  private static void failIfAskedTo(
      StreamExecutionEnvironment environment, JobArguments arguments) {
    if (environment instanceof StreamPlanEnvironment) {
      return;
    }
    arguments
        .failing()
        .ifPresent(
            operator -> {
              throw new IllegalStateException(
                  "asked to fail at parallelism %d of %s"
                      .formatted(arguments.parallelism(operator), operator));
            });
  }
}
