package io.conttune.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.StoreConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.input.Reading;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.StoreListener;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.rescale.RescaleEntry;
import io.conttune.core.rescale.Stage;
import io.conttune.system.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * One rescale of one audited job: the job on a cluster, a proxy before it, and controllers, one
 * after the other. Those that are killed or suspended are child JVMs; the last one may run in this
 * JVM.
 */
final class Trial implements AutoCloseable {
  static final Set<String> ENDS =
      Set.of(
          "rescale-verified",
          "rescale-rolled-back",
          "rescale-abandoned",
          "obstructed",
          "job-seen",
          "job-waiting");

  private final AuditedCluster cluster;
  private final Path directory;
  private final TrialConfig config;
  private final AuditedRun job;
  private final FaultyProxy proxy;
  private final String jobId;
  private final List<ChildJvm> controllers = new CopyOnWriteArrayList<>();
  private Optional<LocalController> last = Optional.empty();
  private Optional<Long> records = Optional.empty();

  private Trial(
      AuditedCluster cluster,
      Path directory,
      TrialConfig config,
      AuditedRun job,
      FaultyProxy proxy,
      String jobId) {
    this.cluster = cluster;
    this.directory = directory;
    this.config = config;
    this.job = job;
    this.proxy = proxy;
    this.jobId = jobId;
  }

  /** A job that runs at its former parallelism, with checkpoints, and nothing else yet. */
  static Trial start(AuditedCluster cluster, Path parent, String name, TrialConfig config)
      throws IOException, FlinkUnavailableException {
    Path directory = Files.createDirectories(parent.resolve(name));
    Map<String, String> arguments = new LinkedHashMap<>(config.route().arguments());
    arguments.putAll(config.arguments());
    AuditedRun job = AuditedRun.startingNow(name, directory, config.load(), arguments);
    String jobId = cluster.run(job, config.former());
    FaultyProxy proxy = FaultyProxy.to(cluster.flink().restAddress());
    Trial trial = new Trial(cluster, directory, config, job, proxy, jobId);
    try {
      cluster.awaitCheckpoint(jobId);
      config.write(
          directory, job, proxy.address(), Files.createDirectory(trial.savepoints()), cluster);
    } catch (IOException | RuntimeException e) {
      trial.close();
      throw e;
    }
    return trial;
  }

  FaultyProxy proxy() {
    return proxy;
  }

  AuditedRun job() {
    return job;
  }

  String jobId() {
    return jobId;
  }

  /** The last controller, which nothing is done to: it brings the rescale to its end. */
  void startLastController() {
    last = Optional.of(LocalController.start(serviceFile(), config.wanted()));
  }

  /** A controller that stands still for good at a moment, or never. */
  ChildJvm startController(Optional<HoldPoint> hold) throws IOException {
    return startController(hold, HoldingJournal.Stillness.FOR_GOOD);
  }

  /** A controller that stands still at a moment, or never. */
  ChildJvm startController(Optional<HoldPoint> hold, HoldingJournal.Stillness stillness)
      throws IOException {
    List<String> arguments = new ArrayList<>(controllerArguments());
    hold.map(HoldPoint::text).ifPresent(arguments::add);
    hold.map(point -> stillness.name()).ifPresent(arguments::add);
    ChildJvm child = ChildJvm.start(directory, List.of(), ControllerChild.class, arguments);
    controllers.add(child);
    return child;
  }

  /** A controller that runs from this program, and stands still at a moment. */
  ChildJvm startController(
      HoldPoint hold, HoldingJournal.Stillness stillness, ControllerProgram program)
      throws IOException {
    List<String> arguments = new ArrayList<>(controllerArguments());
    arguments.addAll(List.of(hold.text(), stillness.name()));
    ChildJvm child =
        ChildJvm.start(
            directory, List.of("-cp", program.classPath()), ControllerChild.class, arguments);
    controllers.add(child);
    return child;
  }

  /** A controller that writes its log into a pipe that nobody reads, for the caller to end. */
  ChildJvm startController(FullPipe log) throws IOException {
    return ChildJvm.start(
        directory, List.of(), ControllerChild.class, controllerArguments(), log.path());
  }

  private List<String> controllerArguments() {
    return List.of(serviceFile().toString(), String.valueOf(config.wanted()));
  }

  private Path serviceFile() {
    return directory.resolve("conttune.yaml");
  }

  /** Where this trial's files are. */
  Path directory() {
    return directory;
  }

  /** The controller that was started last. */
  private ChildJvm controller() {
    return controllers.get(controllers.size() - 1);
  }

  /** SIGKILL of the controller that was started last. */
  void killController() {
    try {
      controller().kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the controller that was started last has nothing to carry on: it says how the
   * rescale ended, or, if it found it ended, looks at the job.
   */
  void awaitEnd() {
    JsonNode unused =
        last.isPresent() ? last.get().awaitLog(Trial::isEnd) : controller().awaitLog(Trial::isEnd);
  }

  static boolean isEnd(JsonNode line) {
    return ENDS.contains(line.path("event").asText())
        || line.path("stage").asText().equals(Stage.FAILED.name());
  }

  /** All that the controllers of this trial have said, one controller after the other. */
  List<JsonNode> heard() {
    return Stream.concat(
            controllers.stream().flatMap(child -> child.log().stream()),
            last.stream().flatMap(controller -> controller.log().stream()))
        .toList();
  }

  /** Ends the controller, lets the input end, awaits the end of the job, and counts. */
  Outcome finish() throws IOException, FlinkUnavailableException {
    closeControllers();
    Optional<RescaleEntry> rescale = rescale();
    endInput();
    String last = cluster.awaitFinished(job.name());
    return new Outcome(
        rescale.map(entry -> entry.stage().name()).orElse("none"),
        rescale.map(RescaleEntry::note).orElseGet(this::obstacle),
        cluster.parallelism(last),
        job.audit(records.orElseThrow()),
        cluster.runs(job.name()).size(),
        heard());
  }

  /** Lets the input end, if it has not yet. */
  void endInput() throws IOException {
    if (records.isEmpty()) {
      records = Optional.of(job.endSoon());
    }
  }

  AuditedCluster cluster() {
    return cluster;
  }

  /** Where this trial's savepoints go. */
  Path savepoints() {
    return directory.resolve("savepoints");
  }

  /** Why there was no rescale. */
  private String obstacle() {
    return heard().stream()
        .filter(line -> line.path("event").asText().equals("obstructed"))
        .map(line -> line.path("reason").asText())
        .findFirst()
        .orElse("");
  }

  private void closeControllers() {
    last.ifPresent(LocalController::close);
    controllers.forEach(
        child -> {
          try {
            child.kill();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** As the journal has it; only while no controller has it open. */
  private Optional<RescaleEntry> rescale() {
    Reading<ServiceConfig> service = new ConfigReader(Map.of()).service(serviceFile());
    StoreConfig config = ((Reading.Valid<ServiceConfig>) service).value().store();
    try (JdbcStore store = JdbcStore.open(config, StoreListener.silent())) {
      List<RescaleEntry> rescales = store.rescales(job.name(), 2);
      assertThat(rescales).as("one rescale was wished for").hasSizeLessThanOrEqualTo(1);
      return rescales.stream().findFirst();
    }
  }

  /**
   * The state in which it ends.
   *
   * @param stage the rescale's last
   * @param note the rescale's last, for a person, or why there was no rescale
   * @param parallelism that the job finished with
   * @param audit what was counted
   * @param runs how many runs of the job the cluster has seen
   * @param heard all that the controllers have said
   */
  record Outcome(
      String stage, String note, int parallelism, Audit audit, int runs, List<JsonNode> heard) {}

  @Override
  public void close() {
    closeControllers();
    proxy.close();
    try {
      cluster.cancelAll(job.name());
    } catch (FlinkUnavailableException e) {
      throw new AssertionError("the job of a trial that is over cannot be ended", e);
    }
  }
}
