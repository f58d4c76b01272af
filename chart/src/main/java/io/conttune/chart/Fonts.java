package io.conttune.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Finds out whether text can be drawn: a JDK brings no font of its own. */
final class Fonts {
  private static final String HOME = "user.home";

  private Fonts() {}

  /**
   * Makes the JDK look for the fonts of this machine, which it does once.
   *
   * @throws NoFontException if there is none, or a library that it needs for them is missing
   * @throws IOException if the temporary folder cannot be written
   */
  static void require() throws IOException {
    String home = System.getProperty(HOME);
    Path scratch = Files.createTempDirectory("conttune-fonts-");
    try {
      // What it finds it would keep in ~/.java/fonts, outside of what we may leave behind.
      System.setProperty(HOME, scratch.toString());
      new Font(Font.SANS_SERIF, Font.PLAIN, 12)
          .getStringBounds("text", new FontRenderContext(null, true, true));
    } catch (RuntimeException | InternalError | LinkageError e) {
      // Which of them depends on the JDK and on what is missing; after the first, the JDK answers
      // every further call with a NoClassDefFoundError.
      throw new NoFontException(e);
    } finally {
      System.setProperty(HOME, home);
      Files.walkFileTree(scratch, new Removal());
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
