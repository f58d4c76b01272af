package io.conttune.controller.config;

import io.conttune.controller.config.setting.Fields;
import io.conttune.controller.config.setting.Mismatch;
import io.conttune.controller.config.setting.Scalars;
import io.conttune.controller.config.setting.Setting;
import io.conttune.controller.config.setting.ValueType;
import io.conttune.core.Case;
import io.conttune.core.rescale.ArgumentTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
public record JarLaunchConfig(
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

  public JarLaunchConfig {
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
  public JarLaunchConfig(
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
      Case<JarLaunchConfig, R, X> jar,
      Case<CommandLaunchConfig, R, X> command,
      Case<ExtensionLaunchConfig, R, X> own,
      Case<DeploymentLaunchConfig, R, X> deployment)
      throws X {
    return jar.of(this);
  }

  /** Whether placeholders in the arguments set the parallelism of single operators. */
  public boolean setsByArguments() {
    return method == LaunchMethod.ARGUMENTS
        || (method == LaunchMethod.AUTO && !arguments.operators().isEmpty());
  }

  /** The same launch by another method. */
  public JarLaunchConfig launchedBy(LaunchMethod other) {
    return new JarLaunchConfig(
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
                Scalars.anyText().map(text -> context.withReferences(argument(text)), text -> text))
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
            JarLaunchConfig::option, Scalars.anyText().map(context::withReferences, text -> text)),
        Map.of(),
        "Flink options of the new run. A [reference](#secrets) is replaced by its secret.");
  }

  static JarLaunchConfig bind(
      Fields<JarLaunchConfig> fields, LaunchMethod method, FileContext context) {
    JarSource jar = fields.part(JarSource::bind, JarLaunchConfig::jar);
    Optional<String> entryClass = fields.value(ENTRY_CLASS, JarLaunchConfig::entryClass);
    Setting<ArgumentTemplate> argumentsKey = argumentsKey(context);
    ArgumentTemplate arguments = fields.value(argumentsKey, JarLaunchConfig::arguments);
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
    Map<String, String> configuration =
        fields.value(configurationKey, JarLaunchConfig::configuration);
    fields.holds(
        !configuration.containsKey(DEFAULT_PARALLELISM) || !mayBeUniform(method, arguments),
        "sets parallelism.default, which launch uniform sets, and launch auto where it is uniform;"
            + " expected it without",
        configurationKey);
    return new JarLaunchConfig(
        method,
        jar,
        entryClass,
        arguments,
        configuration,
        fields.value(ALLOW_NON_RESTORED_STATE, JarLaunchConfig::nonRestoredState),
        fields.value(ALLOW_NEW_CODE, JarLaunchConfig::newCode),
        graphs(fields, method, jar));
  }

  private static GraphBuildConfig graphs(
      Fields<JarLaunchConfig> fields, LaunchMethod method, JarSource jar) {
    GraphBuildConfig graphs = fields.part(GraphBuildConfig::bind, JarLaunchConfig::graphs);
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
