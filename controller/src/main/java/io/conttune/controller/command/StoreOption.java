package io.conttune.controller.command;

import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Fault;
import io.conttune.controller.log.LogSetup;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.StoreListener;
import io.conttune.core.StoreUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --config}: the store of a service, opened without the service. */
public final class StoreOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description =
          "The service's conttune.yaml. A store in a file can be opened while the service is stopped.")
  private Path config;

  /** To be mixed into a command. */
  public StoreOption() {}

  /** A use of the store. */
  @FunctionalInterface
  interface Use {
    int of(JdbcStore store);
  }

  /** Opens the store for this use, and turns what goes wrong into lines and an exit code. */
  int open(Use use) {
    LogSetup.silence();
    return new ConfigReader(System.getenv())
        .service(config)
        .match(settings -> open(settings, use), this::refuse);
  }

  private int open(ServiceConfig settings, Use use) {
    try (JdbcStore store = JdbcStore.open(settings.store(), StoreListener.silent())) {
      return use.of(store);
    } catch (StoreUnavailableException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.FAILURE;
    }
  }

  private int refuse(List<Fault> faults) {
    PrintWriter err = spec.commandLine().getErr();
    Fault.lines(faults).forEach(err::println);
    err.println(Fault.count(faults));
    return ExitCode.WRONG_INPUT;
  }
}
