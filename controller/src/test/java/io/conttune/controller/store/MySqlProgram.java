package io.conttune.controller.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The MySQL of a jar on the class path, which is for Linux on x86-64 with libaio. */
record MySqlProgram(Path home) implements ServerProgram {
  private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";

  /** Whether the jar is on the class path: it takes a profile. */
  static boolean isThere() {
    return MySqlProgram.class.getResource(ARCHIVE) != null;
  }

  /** Unpacks it once for all builds. */
  static synchronized MySqlProgram unpacked() throws IOException {
    Path home = Path.of("target", "mysql").toAbsolutePath();
    if (!Files.exists(home)) {
      Path half = Files.createTempDirectory(Files.createDirectories(home.getParent()), "mysql");
      Path archive = half.resolve("mysql.tar.gz");
      try (InputStream content = MySqlProgram.class.getResourceAsStream(ARCHIVE)) {
        Files.copy(content, archive);
      }
      requireSuccess(
          new ProcessBuilder("tar", "xzf", archive.toString(), "-C", half.toString()), half);
      Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return new MySqlProgram(home);
  }

  @Override
  public void makeSystemTables(Path data) throws IOException {
    requireSuccess(
        new ProcessBuilder(
            Stream.concat(command(data).stream(), Stream.of("--initialize-insecure")).toList()),
        data);
  }

  private static void requireSuccess(ProcessBuilder call, Path place) throws IOException {
    Path log = ServerProgram.log(place);
    Process process =
        call.redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(call.command() + ": " + Files.readString(log));
    }
  }

  @Override
  public List<String> command(Path data) {
    return List.of(
        home.resolve("bin/mysqld").toString(),
        "--no-defaults",
        "--user=" + System.getProperty("user.name"),
        "--basedir=" + home,
        "--datadir=" + data,
        "--innodb-buffer-pool-size=16M",
        "--skip-log-bin",
        "--skip-ssl",
        "--mysqlx=OFF",
        // The default one wants TLS, or a key of the server.
        "--default-authentication-plugin=mysql_native_password");
  }
}
