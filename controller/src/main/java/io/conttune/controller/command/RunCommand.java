package io.conttune.controller.command;

import io.conttune.controller.api.ApiRoutes;
import io.conttune.controller.api.EventFeed;
import io.conttune.controller.api.HandoverRoute;
import io.conttune.controller.api.ServedJob;
import io.conttune.controller.api.ServedJobs;
import io.conttune.controller.config.JobConfig;
import io.conttune.controller.config.ServiceConfig;
import io.conttune.controller.config.files.ConfigReader;
import io.conttune.controller.config.files.ConfigReader.JobFiles;
import io.conttune.controller.hook.TaskManagerHooks;
import io.conttune.controller.http.FlinkRequests;
import io.conttune.controller.http.Route;
import io.conttune.controller.http.StoreRequests;
import io.conttune.controller.input.Fault;
import io.conttune.controller.log.EventLog;
import io.conttune.controller.log.LogFormat;
import io.conttune.controller.log.LogOutput;
import io.conttune.controller.log.LogSetup;
import io.conttune.controller.log.Slf4jEventLog;
import io.conttune.controller.loop.JobStores;
import io.conttune.controller.service.FatalErrors;
import io.conttune.controller.service.FlinkCheckpoints;
import io.conttune.controller.service.JobFilesWatch;
import io.conttune.controller.service.JobWiring;
import io.conttune.controller.service.LastWords;
import io.conttune.controller.service.RescaleIds;
import io.conttune.controller.service.Service;
import io.conttune.controller.service.ServiceFileWatch;
import io.conttune.controller.service.StatusEndpoint;
import io.conttune.controller.service.StoreAccess;
import io.conttune.controller.service.StoreEvents;
import io.conttune.controller.service.report.DecisionFile;
import io.conttune.controller.service.report.LineFile;
import io.conttune.controller.service.report.Reports;
import io.conttune.controller.service.status.JobStatus;
import io.conttune.controller.service.status.StatusBoard;
import io.conttune.controller.steering.OrderRoutes;
import io.conttune.controller.store.JdbcStore;
import io.conttune.controller.store.RecordJson;
import io.conttune.controller.webhook.Webhooks;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.time.SteadyClock;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run --config conttune.yaml}: the service, until it is told to stop. */
@Command(name = "run", description = "Runs the service: tunes the configured jobs until stopped.")
public final class RunCommand implements Callable<Integer> {
  /** The longest time that the store and the log may take to close. */
  private static final Duration CLOSING = Duration.ofSeconds(4);

  /** The longest time from SIGTERM to the end of the process; a supervisor must wait for longer. */
  public static final Duration LONGEST_STOP = Service.LONGEST_STOP.plus(CLOSING);

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The service's conttune.yaml.")
  private Path config;

  @Option(
      names = "--log-format",
      defaultValue = "json",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private LogFormat logFormat;

  @Option(
      names = "--log-level",
      defaultValue = "info",
      description = "From which level on events are logged: debug, info, warn; default info.")
  private Level logLevel;

  @Override
  public Integer call() throws InterruptedException {
    ConfigReader reader = new ConfigReader(System.getenv());
    return reader
        .service(config)
        .match(
            settings -> {
              JobFiles files = jobs(reader, settings);
              return files.jobs().isEmpty() ? refuse(files.faults()) : run(settings, files);
            },
            this::refuse);
  }

  private int run(ServiceConfig settings, JobFiles files) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicBoolean orderly = new AtomicBoolean();
    Thread hook = new Thread(() -> stop(told, closed, orderly), "stop");
    PrintStream out = System.out;
    try (LogOutput output = LogSetup.configure(logFormat, out, logLevel)) {
      Thread.setDefaultUncaughtExceptionHandler(
          new FatalErrors(new Slf4jEventLog(), System.err, code -> halt(output, code)));
      int code = listen(settings, files, told, hook);
      orderly.set(code == ExitCode.DONE);
      return code;
    } finally {
      closed.countDown();
    }
  }

  private int listen(ServiceConfig settings, JobFiles files, CountDownLatch told, Thread hook)
      throws InterruptedException {
    EventFeed log = new EventFeed(new Slf4jEventLog(), SteadyClock.system());
    Told api = new Told(log, new StatusBoard(SteadyClock.system()), new ServedJobs());
    List<Route> routes = routes(api, log);
    SteadyClock clock = SteadyClock.system();
    try (Webhooks webhooks = new Webhooks(log, log, clock);
        TaskManagerHooks taskManagers = new TaskManagerHooks(api.board()::jobs, log, clock)) {
      Consumer<ServiceConfig> taken =
          now -> {
            webhooks.take(now.webhooks());
            taskManagers.take(now.taskManagerHooks());
          };
      taken.accept(settings);
      StatusEndpoint endpoint =
          StatusEndpoint.open(settings.listen(), settings.tokens(), api.board(), routes, log);
      try (endpoint) {
        return serve(settings, files, told, hook, api, taken);
      }
    } catch (IOException e) {
      return refuse(config + ": " + e.getMessage());
    }
  }

  private static List<Route> routes(Told api, EventFeed feed) {
    SteadyClock clock = SteadyClock.system();
    StoreRequests requests = new StoreRequests(api.board());
    List<Route> views = new ApiRoutes(api.board(), api.served(), requests, feed, clock).routes();
    List<Route> orders =
        new OrderRoutes(requests, () -> stores(api), new RescaleIds(new SecureRandom()), clock)
            .routes();
    Route handover =
        new HandoverRoute(
                api.board(), api.served(), requests, new FlinkRequests(), new FlinkCheckpoints())
            .route();
    return Stream.of(views, orders, List.of(handover)).flatMap(List::stream).toList();
  }

  /** Those of any job, for all jobs are in one store; empty while none is served yet. */
  private static Optional<JobStores> stores(Told api) {
    return api.board().jobs().stream()
        .map(JobStatus::job)
        .flatMap(name -> api.served().job(name).stream())
        .map(ServedJob::stores)
        .findFirst();
  }

  /** The places from which the HTTP server answers. */
  private record Told(EventLog log, StatusBoard board, ServedJobs served) {}

  private int serve(
      ServiceConfig settings,
      JobFiles files,
      CountDownLatch told,
      Thread hook,
      Told api,
      Consumer<ServiceConfig> taken)
      throws InterruptedException {
    EventLog log = api.log();
    StoreEvents storeEvents = new StoreEvents(log);
    try (JdbcStore store = JdbcStore.open(settings.store(), storeEvents)) {
      LineFile file = new LineFile(settings.decisionLog());
      tellExposure(file, storeEvents);
      DecisionFile decisions =
          new DecisionFile(file, new RecordJson()::write, log, SteadyClock.system());
      Reports reports = new Reports(log, List.of(decisions, api.board()));
      SecureRandom random = new SecureRandom();
      StoreAccess access =
          new StoreAccess(
              store, UnaryOperator.identity(), processName(random), settings.store().lease());
      RescaleIds ids = new RescaleIds(random);
      Runtime.getRuntime().addShutdownHook(hook);
      ConfigReader reader = new ConfigReader(System.getenv());
      ServiceFileWatch own =
          new ServiceFileWatch(config, () -> reader.service(config), settings, log);
      JobFilesWatch watch =
          new JobFilesWatch(
              () -> {
                ServiceConfig now = own.look();
                taken.accept(now);
                return jobs(reader, now);
              },
              log);
      Service running =
          Service.start(
              watch,
              files,
              access,
              ids,
              reports,
              SteadyClock.system(),
              (wanted, served) -> show(api, store, wanted, served));
      try {
        told.await();
      } finally {
        running.close();
      }
    } catch (StoreUnavailableException e) {
      return refuse(e.getMessage());
    }
    return ExitCode.DONE;
  }

  private static JobFiles jobs(ConfigReader reader, ServiceConfig settings) {
    return reader.jobs(settings.jobs(), settings.defaults());
  }

  /** The HTTP server tells of the jobs that are wanted now, and of those that have a loop. */
  private static void show(
      Told api, JdbcStore store, List<JobConfig> wanted, Set<String> withLoop) {
    api.board().keep(withLoop);
    api.served().keep(withLoop);
    wanted.forEach(
        job -> api.served().serve(new ServedJob(job, JobWiring.pace(job), JobStores.in(store))));
  }

  /** Others may still use the file: a collector of logs may need to. */
  private static void tellExposure(LineFile file, StoreEvents events) {
    String remedy = "if nobody else needs it, run: chmod 600 " + file.path();
    file.exposure().ifPresent(permissions -> events.exposed(file.path(), permissions, remedy));
  }

  /**
   * Names this process to people at other machines, and to other controllers. Process ids of two
   * containers may be equal, and so may their host names.
   */
  private static String processName(SecureRandom random) {
    String process = "%d:%06x".formatted(ProcessHandle.current().pid(), random.nextInt(1 << 24));
    try {
      return InetAddress.getLocalHost().getHostName() + ":" + process;
    } catch (UnknownHostException nameless) {
      return "localhost:" + process;
    }
  }

  /** Ends the process without its hooks: they wait for threads that may be dead. */
  private static void halt(LogOutput output, int code) {
    try {
      output.close();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  /**
   * On SIGTERM or Ctrl-C the JVM ends when its hooks have: this one waits for the service, but not
   * for ever, should a database not let go of its connections. The JVM would then say that a signal
   * has ended it. To a supervisor that is a failure, so an orderly stop ends the process itself.
   */
  private static void stop(CountDownLatch told, CountDownLatch closed, AtomicBoolean orderly) {
    told.countDown();
    try {
      if (!closed.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        new LastWords(System.err).print("the store or the log did not close within " + CLOSING);
      } else if (orderly.get()) {
        Runtime.getRuntime().halt(ExitCode.DONE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int refuse(String reason) {
    spec.commandLine().getErr().println(reason);
    return ExitCode.WRONG_INPUT;
  }

  private int refuse(List<Fault> faults) {
    PrintWriter err = spec.commandLine().getErr();
    Fault.lines(faults).forEach(err::println);
    err.println(Fault.count(faults));
    return ExitCode.WRONG_INPUT;
  }
}
