package io.conttune.core.rescale;

import io.conttune.core.Case;
import io.conttune.core.Require;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.secret.SecretFilling;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that starts a job at one parallelism, complete in itself: whoever finds it in the
 * journal needs no configuration file to start the job again.
 */
public sealed interface Launch {
  /** The answer of the case that this is. */
  <R, X extends Exception> R match(
      Case<Jar, R, X> jar, Case<Client, R, X> client, Case<Command, R, X> command) throws X;

  /** The jar that it runs, however it is launched; empty where only a command knows it. */
  default Optional<Jar> jar() {
    return match(
        Optional::of, client -> Optional.of(client.program()), command -> Optional.empty());
  }

  /**
   * A run of a jar that the cluster has, over its REST API.
   *
   * @param jarId of the jar on the cluster
   * @param copy the controller's own copy of it, from which it is uploaded again if the cluster has
   *     lost it; empty if the controller was never given the file
   * @param entryClass the class with the main method; empty for that of the jar's manifest
   * @param arguments of the main method, with every parallelism filled in; secrets stand in it as
   *     references, which {@link SecretFilling} replaces when the run is asked for
   * @param configuration options of Flink for this run, for example parallelism overrides; secrets
   *     stand in it as references, too
   * @param parallelism of every operator to which the program gives none, as by {@code flink run
   *     -p}; empty for the default of the cluster
   * @param unclaimedState the treatment of state that no operator claims
   */
  record Jar(
      String jarId,
      Optional<JarCopy> copy,
      Optional<String> entryClass,
      List<String> arguments,
      Map<String, String> configuration,
      OptionalInt parallelism,
      UnclaimedState unclaimedState)
      implements Launch {
    public Jar {
      Require.text("jar id", jarId);
      Objects.requireNonNull(copy, "copy");
      Objects.requireNonNull(entryClass, "entryClass");
      arguments = List.copyOf(arguments);
      configuration = Map.copyOf(configuration);
      parallelism.ifPresent(given -> Require.atLeast("parallelism of the run", 1, given));
      Objects.requireNonNull(unclaimedState, "unclaimedState");
    }

    /** A run with the cluster's default parallelism. */
    public Jar(
        String jarId,
        Optional<JarCopy> copy,
        Optional<String> entryClass,
        List<String> arguments,
        Map<String, String> configuration,
        UnclaimedState unclaimedState) {
      this(jarId, copy, entryClass, arguments, configuration, OptionalInt.empty(), unclaimedState);
    }

    /** The same run of this jar, which holds the same code under another id. */
    public Jar of(String otherJarId, Optional<JarCopy> itsCopy) {
      return new Jar(
          otherJarId, itsCopy, entryClass, arguments, configuration, parallelism, unclaimedState);
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar, Case<Client, R, X> client, Case<Command, R, X> command) throws X {
      return jar.of(this);
    }
  }

  /**
   * A job graph that the controller has built by a Flink of the cluster's version, as {@code flink
   * run} does, and sent to the cluster. Each job vertex has its own parallelism there, which the
   * request for the launch names.
   *
   * @param program whose graph it is; its jar has a copy, and need not be on the cluster
   * @param libraries jars of Flink, and directories of them, on the controller's machine
   * @param maxParallelism number of key groups of the job vertices that tell it: a state can only
   *     be restored with as many
   * @param timeout after which the graph counts as one that cannot be built
   */
  record Client(
      Jar program,
      List<String> libraries,
      Map<OperatorId, Integer> maxParallelism,
      Duration timeout)
      implements Launch {
    public Client {
      Objects.requireNonNull(program, "program");
      if (program.copy().isEmpty()) {
        throw new IllegalArgumentException("a graph is built from a jar that the controller keeps");
      }
      libraries = List.copyOf(libraries);
      Require.atLeast("libraries of Flink", 1, libraries.size());
      maxParallelism = Map.copyOf(maxParallelism);
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("a graph needs a positive timeout: " + timeout);
      }
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar, Case<Client, R, X> client, Case<Command, R, X> command) throws X {
      return client.of(this);
    }
  }

  /**
   * The user's own command, which is told the state, the job's id and every parallelism.
   *
   * @param command the program and its arguments; secrets stand in it as references, which {@link
   *     SecretFilling} replaces when the command is started
   * @param timeout after which it is ended and counts as failed
   * @param parallelismByName of each operator whose name is that of no other
   */
  record Command(List<String> command, Duration timeout, Map<String, Integer> parallelismByName)
      implements Launch {
    public Command {
      command = List.copyOf(command);
      parallelismByName = Map.copyOf(parallelismByName);
      Require.atLeast("words of the command", 1, command.size());
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("a command needs a positive timeout: " + timeout);
      }
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Jar, R, X> jar, Case<Client, R, X> client, Case<Command, R, X> command) throws X {
      return command.of(this);
    }
  }

  /**
   * A jar that the controller keeps in its store.
   *
   * @param sha256 of its bytes, 64 hexadecimal digits
   * @param fileName under which it is uploaded
   */
  record JarCopy(String sha256, String fileName) {
    private static final String EXTENSION = ".jar";
    private static final int TOLD_DIGITS = 16;

    public JarCopy {
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits, but is " + sha256);
      }
      Require.text("file name of the jar", fileName);
    }

    /** The copy of a jar with this name and content; its own name tells the content, too. */
    public static JarCopy of(String name, byte[] content) {
      return ofDigest(name, sha256(content));
    }

    /** The copy of a jar with this name, and with content of this SHA-256. */
    public static JarCopy ofDigest(String name, byte[] sha256) {
      String digest = HexFormat.of().formatHex(sha256);
      String stem = name.endsWith(EXTENSION) ? name.substring(0, name.length() - 4) : name;
      return new JarCopy(digest, stem + "-" + digest.substring(0, TOLD_DIGITS) + EXTENSION);
    }

    private static byte[] sha256(byte[] content) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(content);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /** The treatment of state in a savepoint that no operator of the job claims. */
  enum UnclaimedState {
    /** The launch is refused. */
    REFUSE,
    /** It is dropped. */
    DROP
  }
}
