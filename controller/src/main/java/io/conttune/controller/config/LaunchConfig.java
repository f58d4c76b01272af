package io.conttune.controller.config;

import io.conttune.controller.config.setting.Binding;
import io.conttune.controller.config.setting.Durations;
import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.controller.config.setting.Variants;
import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.rescale.ArgumentTemplate;
import io.conttune.core.rescale.DeploymentName;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The way a new run of a job is started, and told its parallelism. */
public sealed interface LaunchConfig {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Jar, R, X> jar,
      Case<Command, R, X> command,
      Case<Own, R, X> own,
      Case<Deployment, R, X> deployment)
      throws X;

  /** The word for it in a job's file. */
  LaunchMethod method();

  /** The choice between the ways. */
  static Variants<LaunchMethod, LaunchConfig> variants(FileContext context) {
    return new Variants<>(
        Setting.of(
            "launch",
            Scalars.choice(LaunchMethod.class),
            LaunchMethod.AUTO,
            "[Way to start the new run](launching.md) with its parallelism. `auto`: the best of the"
                + " next four that this file and the Flink version allow. `arguments`: placeholders"
                + " in the program's arguments, any Flink. `overrides`: Flink's parallelism overrides,"
                + " 1.19 and 1.20. `client`: [the controller builds the job"
                + " graph](launching.md#by-a-client), any Flink. `uniform`: one parallelism for the"
                + " job, any Flink. `command`: [a command of yours](#launch-by-a-command). `extension`: [a"
                + " launcher of yours](how-to/extend.md). `kubernetes`: [Flink's Kubernetes"
                + " operator](launching.md#by-the-kubernetes-operator)."),
        List.of(LaunchMethod.values()),
        method -> binding(method, context),
        LaunchConfig::method);
  }

  private static Binding<LaunchConfig> binding(LaunchMethod method, FileContext context) {
    return switch (method) {
      case AUTO, ARGUMENTS, OVERRIDES, CLIENT, UNIFORM ->
          Variants.only(Jar.class, fields -> Jar.bind(fields, method, context));
      case COMMAND -> Variants.only(Command.class, fields -> Command.bind(fields, context));
      case EXTENSION -> Variants.only(Own.class, fields -> Own.bind(fields, context));
      case KUBERNETES -> Variants.only(Deployment.class, Deployment::bind);
    };
  }

  /**
   * A jar on the cluster is run.
   *
   * @param method auto, arguments, overrides, client or uniform
   * @param jar where it comes from
   * @param entryClass its main class, where the jar's manifest does not name it
   * @param arguments of the program, with placeholders
   * @param configuration Flink settings of the run request
   * @param nonRestoredState whether state may be dropped
   * @param newCode whether another jar may be launched than the one that runs
   * @param graphs how the controller itself builds the job's graph, where it is to
   */
  record Jar(
      LaunchMethod method,
      JarSource jar,
      Optional<String> entryClass,
      ArgumentTemplate arguments,
      Map<String, String> configuration,
      NonRestoredState nonRestoredState,
      NewCode newCode,
      GraphBuildConfig graphs)
      implements LaunchConfig {
    /** Set by the controller itself with launch overrides. */
    private static final String OVERRIDES = "pipeline.jobvertex-parallelism-overrides";

    /** Set by the controller itself with launch uniform. */
    private static final String DEFAULT_PARALLELISM = "parallelism.default";

    private static final Setting<Optional<String>> ENTRY_CLASS =
        Setting.optional(
            "entry-class",
            Scalars.text(),
            "Main class, where the manifest of the jar does not name it.");
    private static final Setting<NonRestoredState> ALLOW_NON_RESTORED_STATE =
        Setting.of(
            "allow-non-restored-state",
            Scalars.bool()
                .map(
                    allowed -> allowed ? NonRestoredState.ALLOW : NonRestoredState.REFUSE,
                    state -> state == NonRestoredState.ALLOW),
            NonRestoredState.REFUSE,
            "Whether state that no operator of the new run claims may be dropped.");
    private static final Setting<NewCode> ALLOW_NEW_CODE =
        Setting.of(
            "allow-new-code",
            Scalars.bool()
                .map(
                    allowed -> allowed ? NewCode.ALLOW : NewCode.REFUSE,
                    code -> code == NewCode.ALLOW),
            NewCode.REFUSE,
            "Whether a rescale may launch [another jar than the one that runs](#the-jar-that-runs).");

    public Jar {
      boolean isOfJar =
          switch (method) {
            case AUTO, ARGUMENTS, OVERRIDES, CLIENT, UNIFORM -> true;
            case COMMAND, EXTENSION, KUBERNETES -> false;
          };
      if (!isOfJar) {
        throw new IllegalArgumentException(
            "a jar is launched by auto, arguments, overrides, client or uniform");
      }
      Objects.requireNonNull(jar, "jar");
      Objects.requireNonNull(entryClass, "entryClass");
      Objects.requireNonNull(arguments, "arguments");
      configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
      Objects.requireNonNull(nonRestoredState, "nonRestoredState");
      Objects.requireNonNull(newCode, "newCode");
      Objects.requireNonNull(graphs, "graphs");
    }

    /** A jar whose graph the controller cannot build itself. */
    public Jar(
        LaunchMethod method,
        JarSource jar,
        Optional<String> entryClass,
        ArgumentTemplate arguments,
        Map<String, String> configuration,
        NonRestoredState nonRestoredState,
        NewCode newCode) {
      this(
          method,
          jar,
          entryClass,
          arguments,
          configuration,
          nonRestoredState,
          newCode,
          GraphBuildConfig.NONE);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar,
        Case<Command, R, X> command,
        Case<Own, R, X> own,
        Case<Deployment, R, X> deployment)
        throws X {
      return jar.of(this);
    }

    /** Whether placeholders in the arguments set the parallelism of single operators. */
    public boolean setsByArguments() {
      return method == LaunchMethod.ARGUMENTS
          || (method == LaunchMethod.AUTO && !arguments.operators().isEmpty());
    }

    /** The same launch by another method. */
    public Jar launchedBy(LaunchMethod other) {
      return new Jar(
          other, jar, entryClass, arguments, configuration, nonRestoredState, newCode, graphs);
    }

    /** Whether the controller has what it takes to build the job's graph: its jar, and a Flink. */
    public boolean hasGraphs() {
      return !graphs.libraries().isEmpty() && isFile(jar);
    }

    private static boolean isFile(JarSource jar) {
      return jar.match(onCluster -> false, file -> true, unnamed -> false);
    }

    private static Setting<ArgumentTemplate> argumentsKey(FileContext context) {
      return Setting.of(
          "arguments",
          ValueType.listOf(
                  Scalars.anyText()
                      .map(text -> context.withReferences(argument(text)), text -> text))
              .map(ArgumentTemplate::new, ArgumentTemplate::arguments),
          ArgumentTemplate.NONE,
          "Arguments of the program. `${parallelism:<operator>}`, or `${parallelism}` for the"
              + " whole job, is replaced by a parallelism, a [reference](#secrets) by its secret."
              + " `$${` stands for a literal `${`.");
    }

    private static Setting<Map<String, String>> configurationKey(FileContext context) {
      return Setting.of(
          "configuration",
          ValueType.mapOf(
              Jar::option, Scalars.anyText().map(context::withReferences, text -> text)),
          Map.of(),
          "Flink options of the new run. A [reference](#secrets) is replaced by its secret.");
    }

    private static Jar bind(Fields<Jar> fields, LaunchMethod method, FileContext context) {
      JarSource jar = fields.part(JarSource::bind, Jar::jar);
      Optional<String> entryClass = fields.value(ENTRY_CLASS, Jar::entryClass);
      Setting<ArgumentTemplate> argumentsKey = argumentsKey(context);
      ArgumentTemplate arguments = fields.value(argumentsKey, Jar::arguments);
      fields.holds(
          method != LaunchMethod.ARGUMENTS || !arguments.operators().isEmpty(),
          "has no placeholder, expected at least one ${parallelism:<operator>} with launch"
              + " arguments",
          argumentsKey);
      fields.holds(
          method != LaunchMethod.UNIFORM || arguments.operators().isEmpty(),
          "has ${parallelism:<operator>}, expected ${parallelism} with launch uniform, which gives"
              + " all operators one parallelism",
          argumentsKey);
      fields.holds(
          method != LaunchMethod.CLIENT || arguments.operators().isEmpty(),
          "has ${parallelism:<operator>}, expected none with launch client, which sets each operator"
              + " in the job graph",
          argumentsKey);
      fields.holds(
          !arguments.hasOneOfJob()
              || method == LaunchMethod.UNIFORM
              || (method == LaunchMethod.AUTO && arguments.operators().isEmpty()),
          "has ${parallelism}, which stands for the parallelism of the whole job; expected it with"
              + " launch uniform or auto only, and without ${parallelism:<operator>}",
          argumentsKey);
      Setting<Map<String, String>> configurationKey = configurationKey(context);
      Map<String, String> configuration = fields.value(configurationKey, Jar::configuration);
      fields.holds(
          !configuration.containsKey(DEFAULT_PARALLELISM) || !mayBeUniform(method, arguments),
          "sets parallelism.default, which launch uniform sets, and launch auto where it is uniform;"
              + " expected it without",
          configurationKey);
      return new Jar(
          method,
          jar,
          entryClass,
          arguments,
          configuration,
          fields.value(ALLOW_NON_RESTORED_STATE, Jar::nonRestoredState),
          fields.value(ALLOW_NEW_CODE, Jar::newCode),
          graphs(fields, method, jar));
    }

    private static GraphBuildConfig graphs(Fields<Jar> fields, LaunchMethod method, JarSource jar) {
      GraphBuildConfig graphs = fields.part(GraphBuildConfig::bind, Jar::graphs);
      boolean isClient = method == LaunchMethod.CLIENT;
      fields.holds(
          !isClient || !graphs.libraries().isEmpty(),
          "is missing, expected the jars of the cluster's Flink version, such as"
              + " /opt/flink-2.3.0/lib, with launch client",
          GraphBuildConfig.FLINK_LIBRARIES);
      fields.holds(
          graphs.libraries().isEmpty() || isClient || method == LaunchMethod.AUTO,
          "has no effect with this launch, expected launch client or auto beside it",
          GraphBuildConfig.FLINK_LIBRARIES);
      fields.holds(
          !isClient || isFile(jar),
          "is missing, expected jar-file with launch client, which reads the job's jar on this"
              + " machine",
          JarSource.LocalFile.JAR_FILE,
          JarSource.OnCluster.JAR);
      return graphs;
    }

    private static boolean mayBeUniform(LaunchMethod method, ArgumentTemplate arguments) {
      return method == LaunchMethod.UNIFORM
          || (method == LaunchMethod.AUTO && arguments.operators().isEmpty());
    }

    private static String argument(String text) throws Mismatch {
      if (ArgumentTemplate.isMalformed(text)) {
        throw new Mismatch(
            "has a malformed placeholder: \"%s\", expected ${parallelism:<operator>}, ${env:NAME} or"
                    .formatted(text)
                + " ${file:/path}, or $${ for a literal ${");
      }
      return text;
    }

    private static String option(String key) throws Mismatch {
      if (key.equals(OVERRIDES)) {
        throw new Mismatch("is set by the controller, expected launch: overrides instead");
      }
      return key;
    }
  }

  /**
   * A command of the user's is run where the controller is.
   *
   * @param command the program and its arguments; secrets stand in it as references
   * @param timeout time after which it is ended and counts as failed
   */
  record Command(List<String> command, Duration timeout) implements LaunchConfig {
    private static final Setting<Duration> COMMAND_TIMEOUT =
        Setting.of(
            "command-timeout",
            Durations.from(Durations.SHORTEST),
            Duration.ofMinutes(5),
            "The job must come up within this time. Else the command is ended and has failed.");

    public Command {
      command = List.copyOf(command);
      Require.atLeast("words of the command", 1, command.size());
      COMMAND_TIMEOUT.require(timeout);
    }

    @Override
    public LaunchMethod method() {
      return LaunchMethod.COMMAND;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar,
        Case<Command, R, X> command,
        Case<Own, R, X> own,
        Case<Deployment, R, X> deployment)
        throws X {
      return command.of(this);
    }

    private static Setting<List<String>> commandKey(FileContext context) {
      return Setting.required(
          "command",
          ValueType.listOf(Scalars.anyText().map(context::withReferences, text -> text))
              .map(Command::program, command -> command, programSchema()),
          List.of("./start.sh"),
          "a list: the program that starts the job, and its arguments",
          "The program that starts the job, and its arguments. A [reference](#secrets) is replaced"
              + " by its secret. `$${` stands for a literal `${`.");
    }

    private static Command bind(Fields<Command> fields, FileContext context) {
      return new Command(
          fields.value(commandKey(context), Command::command),
          fields.value(COMMAND_TIMEOUT, Command::timeout));
    }

    /** The first word is not blank; all others may be. */
    private static Map<String, Object> programSchema() {
      Map<String, Object> program = Scalars.text().schema();
      Map<String, Object> list =
          Map.of(
              "type",
              "array",
              "minItems",
              1,
              "items",
              List.of(program),
              "additionalItems",
              Scalars.anyText().schema());
      return Map.of("anyOf", List.of(program, list));
    }

    private static List<String> program(List<String> command) throws Mismatch {
      if (command.isEmpty() || command.get(0).isBlank()) {
        throw new Mismatch("names no program, expected a list of the program and its arguments");
      }
      return command;
    }
  }

  /**
   * A launcher of the user's is run in a process of its own, where the controller is.
   *
   * @param extension that makes it
   * @param timeout time after which it is ended and counts as failed
   */
  record Own(ExtensionConfig extension, Duration timeout) implements LaunchConfig {
    private static final Setting<Duration> LAUNCHER_TIMEOUT =
        Setting.of(
            "launcher-timeout",
            Durations.from(Durations.SHORTEST),
            Duration.ofMinutes(5),
            "The job must come up within this time. Else the launcher is ended and has failed.");

    public Own {
      Objects.requireNonNull(extension, "extension");
      LAUNCHER_TIMEOUT.require(timeout);
    }

    @Override
    public LaunchMethod method() {
      return LaunchMethod.EXTENSION;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar,
        Case<Command, R, X> command,
        Case<Own, R, X> own,
        Case<Deployment, R, X> deployment)
        throws X {
      return own.of(this);
    }

    private static Own bind(Fields<Own> fields, FileContext context) {
      return new Own(
          fields.part(
              part -> ExtensionConfig.LAUNCHER.bind(part, context::withReferences), Own::extension),
          fields.value(LAUNCHER_TIMEOUT, Own::timeout));
    }
  }

  /**
   * A FlinkDeployment is changed, and Flink's Kubernetes operator restarts the job.
   *
   * @param name of the FlinkDeployment
   * @param operatorTimeout time within which the operator must have the job run again
   */
  record Deployment(DeploymentName name, Duration operatorTimeout) implements LaunchConfig {
    private static final Setting<String> DEPLOYMENT =
        Setting.required(
            "deployment",
            Scalars.text(),
            "shop",
            "the name of a FlinkDeployment",
            "The FlinkDeployment that runs the job, by its name.");
    private static final Setting<String> NAMESPACE =
        Setting.of(
            "namespace", Scalars.text(), "default", "The Kubernetes namespace of the deployment.");
    private static final Setting<Duration> OPERATOR_TIMEOUT =
        Setting.of(
            "operator-timeout",
            Durations.from(Durations.SHORTEST),
            Duration.ofMinutes(10),
            "The operator must have the job run again within this time and `start-timeout`. Else the"
                + " deployment gets its former parallelism back.");

    public Deployment {
      Objects.requireNonNull(name, "name");
      OPERATOR_TIMEOUT.require(operatorTimeout);
    }

    @Override
    public LaunchMethod method() {
      return LaunchMethod.KUBERNETES;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar,
        Case<Command, R, X> command,
        Case<Own, R, X> own,
        Case<Deployment, R, X> deployment)
        throws X {
      return deployment.of(this);
    }

    private static Deployment bind(Fields<Deployment> fields) {
      String name = fields.value(DEPLOYMENT, deployment -> deployment.name().name());
      String namespace = fields.value(NAMESPACE, deployment -> deployment.name().namespace());
      return new Deployment(
          new DeploymentName(namespace, name),
          fields.value(OPERATOR_TIMEOUT, Deployment::operatorTimeout));
    }
  }
}
