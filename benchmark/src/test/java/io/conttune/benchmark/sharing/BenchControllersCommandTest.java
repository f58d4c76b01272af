package io.conttune.benchmark.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchControllersCommandTest {
  @Test
  void allThatIsWrongWithTheOptionsIsTold() {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new BenchControllersCommand());
    command.setErr(new PrintWriter(err));

    assertThat(command.execute("--controllers", "1", "--jobs", "no", "--poll", "soon"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--controllers", "--jobs", "--poll");
  }
}
