package io.conttune.harness;

import io.conttune.controller.log.LogFormat;
import io.conttune.controller.log.LogOutput;
import io.conttune.controller.log.LogSetup;
import io.conttune.controller.log.Slf4jEventLog;
import io.conttune.controller.service.FatalErrors;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A {@link WishedService} in a process of its own, which can be killed and suspended. */
public final class ControllerChild {
  private ControllerChild() {}

  /**
   * Runs until it is killed, or told to stop.
   *
   * @param arguments the service's file, the wanted parallelism, and, to stand still somewhere, a
   *     {@link HoldPoint} and a {@link HoldingJournal.Stillness}
   */
  public static void main(String[] arguments) throws InterruptedException {
    Optional<HoldPoint> hold =
        arguments.length > 2 ? Optional.of(HoldPoint.parse(arguments[2])) : Optional.empty();
    HoldingJournal.Stillness stillness =
        HoldingJournal.Stillness.valueOf(arguments.length > 3 ? arguments[3] : "FOR_GOOD");
    WishedService service =
        WishedService.read(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            journal -> new HoldingJournal(journal, hold, stillness),
            new Slf4jEventLog(),
            System.out::println);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    // As of the command run: at SIGTERM the JVM waits for its hooks, and this one for the service.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(told, closed), "stop"));
    LogOutput output = LogSetup.configure(LogFormat.JSON, System.out, org.slf4j.event.Level.DEBUG);
    try (output) {
      Thread.setDefaultUncaughtExceptionHandler(
          new FatalErrors(
              new Slf4jEventLog(), System.err, code -> Runtime.getRuntime().halt(code)));
      service.serve(told);
    } finally {
      closed.countDown();
    }
  }

  private static void stop(CountDownLatch told, CountDownLatch closed) {
    told.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
