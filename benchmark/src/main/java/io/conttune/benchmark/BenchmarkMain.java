package io.conttune.benchmark;

import io.conttune.benchmark.bench.BenchCommand;
import io.conttune.benchmark.demo.DemoCommand;
import io.conttune.benchmark.fuzz.BenchFuzzCommand;
import io.conttune.benchmark.jmh.BenchLoopCommand;
import io.conttune.benchmark.jmh.BenchModelCommand;
import io.conttune.benchmark.scale.BenchScaleCommand;
import io.conttune.benchmark.sharing.BenchControllersCommand;
import io.conttune.benchmark.simulator.SimulateCommand;
import io.conttune.benchmark.soak.BenchSoakCommand;
import io.conttune.benchmark.study.StudyCommand;
import io.conttune.controller.command.ContTune;
import picocli.CommandLine;

/** The main of {@code ./conttune}: the commands of the service, and those of this module. */
public final class BenchmarkMain {
  private BenchmarkMain() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    ContTune.execute(commandLine(), arguments);
  }

  static CommandLine commandLine() {
    return ContTune.commandLine(
        new DemoCommand(),
        new BenchCommand(),
        new SimulateCommand(),
        new StudyCommand(),
        new BenchModelCommand(),
        new BenchLoopCommand(),
        new BenchScaleCommand(),
        new BenchSoakCommand(),
        new BenchFuzzCommand(),
        new BenchControllersCommand());
  }
}
