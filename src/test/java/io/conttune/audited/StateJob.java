package io.conttune.audited;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job whose size is its state: a kibibyte for each key. Its input visits one key after the other,
 * again and again.
 *
 * <pre>
 * as {@link AuditedArguments}, with one partition
 * </pre>
 */
public final class StateJob {
  private StateJob() {}

  /** Run by Flink. */
  public static void main(String[] commandLine) throws Exception {
    AuditedArguments arguments = new AuditedArguments(commandLine);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.configure(Configuration.fromMap(arguments.configuration()));
    environment.setMaxParallelism(arguments.maxParallelism());
    VisitedKeys keys = new VisitedKeys(arguments.keys());
    AuditedJob.source(environment, arguments)
        .keyBy(record -> keys.of(record.index()), Types.LONG)
        .transform("count", Types.LONG, new KeptState(keys, arguments.directory().resolve("kept")))
        .uid("count")
        .setParallelism(arguments.count());
    environment.execute(arguments.name());
  }
}
