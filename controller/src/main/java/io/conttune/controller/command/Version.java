package io.conttune.controller.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit that this was built from, as the build wrote them. */
final class Version implements IVersionProvider {
  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties built = new Properties();
    try (InputStream file = Version.class.getResourceAsStream(FILE)) {
      built.load(file);
    }
    return new String[] {text(built)};
  }

  /** A build from an archive of the sources, without git, knows no commit. */
  static String text(Properties built) {
    String commit = built.getProperty("commit");
    String source =
        commit.matches("[0-9a-f]+(-changed)?") ? "commit " + commit : "built without git";
    return "conttune %s (%s)".formatted(built.getProperty("version"), source);
  }
}
