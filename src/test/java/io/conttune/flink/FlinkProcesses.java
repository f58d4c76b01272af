package io.conttune.flink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session or application cluster of one release: a job manager and task managers, each a process
 * of its own, all on loopback. Each can be killed, suspended and started again; a job manager
 * without high availability forgets its jobs then, but keeps its address and the uploaded jars. The
 * processes end with {@link #close}, and with the JVM that started them, however that one ends.
 */
public final class FlinkProcesses implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private final FlinkRelease release;
  private final Path root;
  private final Ports ports;
  private final List<String> options;
  private final Program program;
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private JavaProcess jobManager;

  /**
   * The main program of a job manager.
   *
   * @param mainClass its class
   * @param arguments besides those that every process has
   */
  private record Program(String mainClass, List<String> arguments) {
    static final Program SESSION = new Program(JOB_MANAGER, List.of());

    static Program application(Path jar, List<String> itsArguments) {
      List<String> arguments = new ArrayList<>(List.of("--jar", jar.toString()));
      arguments.addAll(itsArguments);
      return new Program(ApplicationEntry.class.getName(), arguments);
    }
  }

  private FlinkProcesses(
      FlinkRelease release, Path root, Ports ports, List<String> options, Program program)
      throws IOException {
    this.release = release;
    this.root = root;
    this.ports = ports;
    this.options = List.copyOf(options);
    this.program = program;
    this.jobManager = launchJobManager();
  }

  /**
   * Starts a cluster and returns when REST answers and all slots are there.
   *
   * @param parent an existing directory; the cluster makes one of its own in it, with its logs
   * @param settings of Flink, before those that are set here; the same for all processes; {@code
   *     env.java.opts} is obeyed as Flink's own scripts do
   * @param taskManagers how many
   * @param slots of each
   */
  public static FlinkProcesses start(
      FlinkRelease release, Path parent, Map<String, String> settings, int taskManagers, int slots)
      throws IOException, InterruptedException {
    return start(release, parent, settings, taskManagers, slots, Program.SESSION);
  }

  /**
   * Starts an application cluster with one task manager, and returns as {@link #start} does. Its
   * job manager runs this jar's main program, and ends with its job.
   *
   * @param jar whose manifest names the main class
   * @param arguments of the main program
   */
  public static FlinkProcesses startApplication(
      FlinkRelease release,
      Path parent,
      Map<String, String> settings,
      int slots,
      Path jar,
      List<String> arguments)
      throws IOException, InterruptedException {
    Program program = Program.application(jar.toAbsolutePath(), arguments);
    return start(release, parent, settings, 1, slots, program);
  }

  private static FlinkProcesses start(
      FlinkRelease release,
      Path parent,
      Map<String, String> settings,
      int taskManagers,
      int slots,
      Program program)
      throws IOException, InterruptedException {
    Path root = Files.createTempDirectory(parent.toAbsolutePath(), "flink-" + release + "-");
    Ports ports = Ports.free();
    writeFiles(release, root, ports, settings, slots);
    FlinkProcesses cluster = new FlinkProcesses(release, root, ports, options(settings), program);
    try {
      for (int i = 0; i < taskManagers; i++) {
        cluster.addTaskManager();
      }
      cluster.awaitSlots(taskManagers * slots);
      return cluster;
    } catch (AssertionError | IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  /** Where REST is, also after the job manager was started again. */
  public URI restAddress() {
    return URI.create("http://127.0.0.1:" + ports.rest());
  }

  /** What the processes log, a file each. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Where retained checkpoints are, unless a setting or a job names another place. */
  public Path checkpointDirectory() {
    return root.resolve("checkpoints");
  }

  /** Where savepoints go, unless a setting or a request names another place. */
  public Path savepointDirectory() {
    return root.resolve("savepoints");
  }

  /** SIGKILL, as of a machine that is lost. */
  public void killJobManager() {
    jobManager.kill();
  }

  /** A new job manager at the address of the killed one; returns when it answers. */
  public void startJobManager() throws IOException, InterruptedException {
    if (jobManager.isAlive()) {
      throw new IllegalStateException("the job manager still runs; kill it first");
    }
    jobManager = launchJobManager();
    awaitOverview("\"flink-version\"");
  }

  /** SIGKILL of the task manager with this number, counted from 0. */
  public void killTaskManager(int number) {
    taskManagers.get(number).kill();
  }

  private JavaProcess launchJobManager() throws IOException {
    return launch("job-manager", program.mainClass(), program.arguments());
  }

  private void addTaskManager() throws IOException {
    taskManagers.add(launchTaskManager(taskManagers.size()));
  }

  private JavaProcess launchTaskManager(int number) throws IOException {
    return launch("task-manager-" + number, TASK_MANAGER, List.of("-D", "taskmanager.rpc.port=0"));
  }

  /** Starts the task manager with this number again, and does not wait for its slots. */
  public void startTaskManager(int number) throws IOException {
    if (taskManagers.get(number).isAlive()) {
      throw new IllegalStateException("task manager " + number + " still runs; kill it first");
    }
    taskManagers.set(number, launchTaskManager(number));
  }

  /** Returns when the cluster says that it has exactly so many slots, free or not. */
  public void awaitSlots(int total) throws IOException, InterruptedException {
    awaitOverview("\"slots-total\":" + total + ",");
  }

  private void awaitOverview(String part) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest overview =
        HttpRequest.newBuilder(restAddress().resolve("/overview"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String answer = "nothing";
    while (!answer.contains(part)) {
      failIfOver(deadline, part, answer);
      Thread.sleep(PAUSE.toMillis());
      answer = answer(http, overview);
    }
  }

  private static String answer(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException notYet) {
      return notYet.toString();
    }
  }

  private void failIfOver(long deadline, String part, String answer) {
    if (!jobManager.isAlive()) {
      throw new AssertionError("the job manager of Flink " + release + " ended:\n" + tails());
    }
    if (System.nanoTime() > deadline) {
      throw new AssertionError(
          "Flink %s: no %s within %s, but %s\n%s"
              .formatted(release, part, PATIENCE, answer, tails()));
    }
  }

  /** The ends of all logs. */
  public String tails() {
    return Stream.concat(Stream.of(jobManager), taskManagers.stream())
        .map(JavaProcess::tail)
        .collect(Collectors.joining("\n--\n"));
  }

  private JavaProcess launch(String name, String mainClass, List<String> more) throws IOException {
    List<String> settings = new ArrayList<>(JvmOptions.forFlink());
    settings.addAll(options);
    settings.add("-Dlog4j.configurationFile=" + root.resolve("conf").resolve("log4j2.properties"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(EndsWithParent.class.getName(), mainClass));
    arguments.addAll(List.of("--configDir", root.resolve("conf").toString()));
    arguments.addAll(more);
    List<Path> classPath = new ArrayList<>(release.classPath());
    classPath.add(Guard.jar());
    return JavaProcess.start(settings, classPath, arguments, logs().resolve(name + ".log"));
  }

  private static List<String> options(Map<String, String> settings) {
    return Stream.of(settings.getOrDefault("env.java.opts", "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private static void writeFiles(
      FlinkRelease release, Path root, Ports ports, Map<String, String> settings, int slots)
      throws IOException {
    for (String each : List.of("conf", "logs", "tmp", "web", "checkpoints", "savepoints")) {
      Files.createDirectory(root.resolve(each));
    }
    Map<String, String> all = new LinkedHashMap<>(FlinkSettings.of(root, ports, slots));
    all.putAll(settings);
    List<String> lines =
        all.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue()).toList();
    Files.write(root.resolve("conf").resolve(release.configFile()), lines);
    Files.write(
        root.resolve("conf").resolve("log4j2.properties"),
        List.of(
            "rootLogger.level = INFO",
            "rootLogger.appenderRef.console.ref = console",
            "appender.console.name = console",
            "appender.console.type = CONSOLE",
            "appender.console.layout.type = PatternLayout",
            "appender.console.layout.pattern = %d %-5p %-60c %x - %m%n"));
  }

  /** Ends all processes; their directory stays, for whoever reads the logs. */
  @Override
  public void close() {
    taskManagers.forEach(JavaProcess::kill);
    jobManager.kill();
  }
}
