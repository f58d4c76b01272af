package io.conttune.flink;

import java.io.File;
import java.util.Arrays;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/**
 * The job manager of a standalone application cluster, which runs the main program of a jar and
 * ends with its job. A Flink distribution has such a class of its own, which is in none of the
 * artefacts that are published.
 */
@SuppressWarnings("try") // Flink's close() may be interrupted
public final class ApplicationEntry extends ApplicationClusterEntryPoint {
  private static final int OWN_ARGUMENTS = 4;

  private ApplicationEntry(Configuration configuration, PackagedProgram program) {
    super(configuration, program, StandaloneResourceManagerFactory.getInstance());
  }

  /**
   * Runs until the job has ended.
   *
   * @param arguments {@code --configDir <directory> --jar <file>}, and those of the program
   */
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = GlobalConfiguration.loadConfiguration(arguments[1]);
    PackagedProgram program = program(arguments, configuration);
    configureExecution(configuration, program);
    ClusterEntrypoint.runClusterEntrypoint(new ApplicationEntry(configuration, program));
  }

  private static PackagedProgram program(String[] arguments, Configuration configuration)
      throws ProgramInvocationException {
    return PackagedProgram.newBuilder()
        .setJarFile(new File(arguments[3]))
        .setConfiguration(configuration)
        .setArguments(Arrays.copyOfRange(arguments, OWN_ARGUMENTS, arguments.length))
        .build();
  }
}
