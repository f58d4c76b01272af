package io.conttune.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The rooms of the controller, which are its packages, as rules. Each room names the other rooms,
 * modules and libraries that it may use; its {@code package-info} says the same in words.
 */
final class RoomRules {
  private static final String JACKSON = "com.fasterxml.jackson..";

  private static final List<Room> ROOMS =
      List.of(
          room("input").modules("core"),
          room("extension").modules("core"),
          room("input.csv")
              .rooms("input")
              .libraries("com.fasterxml.jackson.core..", "com.fasterxml.jackson.dataformat.csv..")
              .plain(),
          room("config.setting").rooms("input").modules("core").plain(),
          room("config")
              .rooms("config.setting", "extension", "log")
              .modules("core", "collector", "gp", "bigsmall", "informed", "ds2")
              .libraries("com.cronutils.."),
          room("config.yaml").rooms("config.setting", "input").libraries("org.yaml.snakeyaml.."),
          room("config.files")
              .rooms("config", "config.setting", "config.yaml", "input")
              .modules("core")
              .libraries("org.yaml.snakeyaml.."),
          room("limits").rooms("config").modules("core").plain(),
          room("rescale.process").modules("core").plain(),
          room("rescale.plan")
              .rooms("config")
              .modules("core", "collector")
              .libraries(JACKSON)
              .plain(),
          room("rescale.launch")
              .rooms("config", "extension", "files", "rescale.plan")
              .modules("core", "collector", "graphbuilder")
              .libraries(JACKSON),
          room("rescale.rest").modules("core", "collector").libraries(JACKSON).plain(),
          room("rescale.storage").modules("core"),
          room("loop").rooms("config", "rescale.process").modules("core", "collector").plain(),
          room("lease").modules("core").plain(),
          room("log")
              .modules("core")
              .libraries("org.slf4j..", "ch.qos.logback..", "net.logstash.logback..", JACKSON),
          room("files"),
          room("store")
              .rooms("config", "files")
              .modules("core")
              .libraries("org.h2..", "org.postgresql..", "com.zaxxer.hikari..", JACKSON),
          room("offline")
              .rooms("input", "input.csv")
              .modules("core", "gp", "bigsmall", "ds2")
              .libraries(JACKSON),
          room("offline.plot").rooms("offline").modules("core", "gp", "bigsmall", "chart").plain(),
          room("service.report")
              .rooms("files", "lease", "log", "loop")
              .modules("core")
              .libraries("org.slf4j.."),
          room("service.status").rooms("lease", "loop", "service.report").modules("core").plain(),
          room("meters")
              .rooms("lease", "loop", "service.status")
              .modules("core")
              .libraries(
                  "io.micrometer.core..", "io.micrometer.prometheusmetrics..", "io.prometheus..")
              .plain(),
          room("api.document").libraries(JACKSON).plain(),
          room("api")
              .rooms(
                  "api.document",
                  "config",
                  "config.setting",
                  "http",
                  "lease",
                  "log",
                  "loop",
                  "service.status")
              .modules("core", "gp", "bigsmall")
              .libraries("org.slf4j..")
              .plain(),
          room("client").rooms("api.document").modules("core"),
          room("client.text").rooms("api.document", "offline").modules("core").plain(),
          room("trial")
              .rooms(
                  "api",
                  "api.document",
                  "client.text",
                  "config",
                  "config.files",
                  "config.setting",
                  "input",
                  "loop",
                  "rescale.plan",
                  "rescale.rest",
                  "service",
                  "service.report",
                  "service.status",
                  "store")
              .modules("core", "collector")
              .libraries(JACKSON),
          room("http")
              .rooms("log", "service.status")
              .modules("core")
              .libraries("com.sun.net.httpserver..", JACKSON),
          room("post").rooms("config").modules("core"),
          room("hook")
              .rooms("config", "extension", "log", "loop", "post", "service.status")
              .modules("core")
              .libraries(JACKSON),
          room("webhook").rooms("config", "extension", "http", "log", "post").modules("core"),
          room("steering")
              .rooms("api.document", "http", "loop", "service.status")
              .modules("core")
              .libraries(JACKSON)
              .plain());

  /** The rooms that may start processes. */
  private static final List<String> ACTING = List.of("rescale.launch", "hook");

  /** The methods of FlinkRest that change nothing on the cluster. */
  private static final Set<String> ASKING = Set.of("get", "fetch", "ask", "baseUrls");

  private RoomRules() {}

  /** The names of all rooms that have a rule. */
  static List<String> names() {
    return ROOMS.stream().map(Room::name).toList();
  }

  /** Every rule, by name, over the rooms below {@code root}{@code .controller}. */
  static Map<String, ArchRule> below(String root) {
    Map<String, ArchRule> rules = new TreeMap<>();
    for (Room room : ROOMS) {
      rules.put("room " + room.name() + " uses only", room.usesOnly(root));
      if (!room.mayTouchTheOutside()) {
        rules.put("room " + room.name() + " does no I/O", room.doesNoIo(root));
      }
    }
    rules.put("the planner never acts", plannerNeverActs(root));
    rules.put("only ClusterJars uploads jars", onlyClusterJarsUploads(root));
    rules.put("only launchers start processes", onlyLaunchersStartProcesses(root));
    rules.put("only commands know picocli", onlyCommandsKnowPicocli(root));
    return rules;
  }

  /** The dry run is a POST, but runs nothing. */
  private static ArchRule plannerNeverActs(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".controller.rescale.plan")
        .or()
        .haveSimpleName("JarLaunches")
        .or()
        .haveSimpleName("DryRun")
        .or()
        .haveSimpleName("FormerLaunch")
        .or()
        .haveSimpleName("FollowingVertices")
        .or()
        .haveSimpleName("LaunchedParallelism")
        .or()
        .haveSimpleName("JarFinder")
        .or()
        .haveSimpleName("CommandLaunches")
        .or()
        .haveSimpleName("ClientLaunches")
        .or()
        .haveSimpleName("GraphBuilds")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "a method of FlinkRest other than those that only ask, save for the dry run",
                call ->
                    call.getTargetOwner().getSimpleName().equals("FlinkRest")
                        && !ASKING.contains(call.getName())
                        && !isDryRun(call)));
  }

  private static boolean isDryRun(JavaMethodCall call) {
    return call.getOriginOwner().getSimpleName().equals("DryRun")
        && call.getOrigin().getName().equals("plan");
  }

  /**
   * The one act before a rescale is in the journal: the dry run needs the jar on the cluster. A
   * controller that has lost its lease may so upload one, which runs nothing.
   */
  private static ArchRule onlyClusterJarsUploads(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".controller..")
        .and()
        .doNotHaveSimpleName("ClusterJars")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "FlinkRest.upload",
                call ->
                    call.getTargetOwner().getSimpleName().equals("FlinkRest")
                        && call.getName().equals("upload")));
  }

  private static ArchRule onlyLaunchersStartProcesses(String root) {
    String[] acting =
        ACTING.stream().map(room -> root + ".controller." + room).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + ".controller..")
        .and()
        .resideOutsideOfPackages(acting)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder");
  }

  private static ArchRule onlyCommandsKnowPicocli(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".controller..")
        .and()
        .resideOutsideOfPackage(root + ".controller.command")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..");
  }

  private static Room room(String name) {
    return new Room(name, List.of(), List.of(), List.of(), true);
  }

  /**
   * One room and what it may use besides itself and the JDK.
   *
   * @param name of its package below {@code controller}
   * @param rooms other rooms of the controller
   * @param modules other modules of ours
   * @param libraries packages of libraries
   * @param mayTouchTheOutside whether it may use files, network, databases and threads of the JDK
   */
  private record Room(
      String name,
      List<String> rooms,
      List<String> modules,
      List<String> libraries,
      boolean mayTouchTheOutside) {
    Room rooms(String... names) {
      return new Room(name, List.of(names), modules, libraries, mayTouchTheOutside);
    }

    Room modules(String... names) {
      return new Room(name, rooms, List.of(names), libraries, mayTouchTheOutside);
    }

    Room libraries(String... packages) {
      return new Room(name, rooms, modules, List.of(packages), mayTouchTheOutside);
    }

    /** The same room without files, network, databases and threads. */
    Room plain() {
      return new Room(name, rooms, modules, libraries, false);
    }

    ArchRule usesOnly(String root) {
      List<String> allowed = new ArrayList<>(List.of("java..", root + ".controller." + name));
      rooms.forEach(other -> allowed.add(root + ".controller." + other));
      modules.forEach(module -> allowed.add(root + "." + module + ".."));
      allowed.addAll(libraries);
      return classes()
          .that()
          .resideInAPackage(root + ".controller." + name)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(allowed.toArray(String[]::new));
    }

    ArchRule doesNoIo(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".controller." + name)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              Stream.of(
                      "java\\.io\\.(File|FileReader|FileWriter|FileInputStream|FileOutputStream)",
                      "java\\.lang\\.(Thread|ProcessBuilder|Runtime)",
                      "java\\.net\\.(Socket|ServerSocket|URL|URLConnection)")
                  .reduce((a, b) -> a + "|" + b)
                  .orElseThrow());
    }
  }
}
