package io.conttune.harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conttune.controller.log.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * A {@link WishedService} in this JVM: for what needs neither a kill nor a suspension of it. The
 * start of a process would cost seconds of processor time.
 */
final class LocalController implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> log = new CopyOnWriteArrayList<>();
  private final CountDownLatch told = new CountDownLatch(1);
  private final FutureTask<Void> service;
  private final Thread thread;

  private LocalController(Path file, int wanted) {
    this.service =
        new FutureTask<>(
            () -> {
              WishedService.read(file, wanted, journal -> journal, this::hear, log::add)
                  .serve(told);
              return null;
            });
    this.thread = new Thread(service, "controller-of-" + file.getParent().getFileName());
  }

  /**
   * Starts one.
   *
   * @param file of the service
   * @param wanted parallelism of the count
   */
  static LocalController start(Path file, int wanted) {
    LocalController controller = new LocalController(file, wanted);
    controller.thread.start();
    return controller;
  }

  private void hear(Event event) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", Instant.now().toString());
    line.put("level", event.name().level().toString());
    line.put("event", event.name().text());
    event.fields().forEach((name, value) -> line.set(name, node(value)));
    event.cause().ifPresent(cause -> line.put("stackTrace", cause.toString()));
    log.add(line);
  }

  /** As the service's log has it. */
  private static JsonNode node(Object value) {
    return JSON.valueToTree(value instanceof Instant time ? time.toString() : value);
  }

  /** All that it has said. */
  List<JsonNode> log() {
    return List.copyOf(log);
  }

  /** Waits for something that it says, and returns it. */
  JsonNode awaitLog(Predicate<JsonNode> wanted) {
    return await()
        .atMost(AuditedCluster.DEADLINE)
        .pollInterval(Duration.ofMillis(20))
        .conditionEvaluationListener(condition -> failIfEnded())
        .until(() -> log.stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  /** Nobody has told it to. */
  private void failIfEnded() {
    if (!service.isDone()) {
      return;
    }
    try {
      Void unused = service.get();
    } catch (ExecutionException e) {
      throw new AssertionError("the controller ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells it to stop, and returns when it has. */
  @Override
  public void close() {
    told.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
