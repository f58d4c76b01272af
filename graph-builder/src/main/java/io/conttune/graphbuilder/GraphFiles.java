package io.conttune.graphbuilder;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The directory of one job graph: what is asked for, what came out, and what the process wrote.
 * Requests and graphs may hold secrets, so only this user may read it.
 *
 * @param directory that nobody else uses
 */
public record GraphFiles(Path directory) {
  /** The graph of the program, at its wanted parallelism and without a state. */
  public Path graph() {
    return directory.resolve("graph");
  }

  /** The same graph with the id and the state of one run: what a cluster is sent. */
  public Path launch() {
    return directory.resolve("launch");
  }

  /** All that the process and the program have printed. */
  public Path output() {
    return directory.resolve("output");
  }

  /** A file of this name, such as a jar that goes with the graph. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** Puts down what is to be built, in the place of an earlier request and its reply. */
  public void write(GraphRequest request) throws IOException {
    Files.deleteIfExists(file("reply"));
    write("request", request.properties());
  }

  /** What is to be built. */
  public GraphRequest request() throws IOException {
    return GraphRequest.of(read("request"));
  }

  /** Puts down what came out. */
  public void write(GraphReply reply) throws IOException {
    write("reply", reply.properties());
  }

  /** Whether something came out. */
  public boolean hasReply() {
    return Files.exists(file("reply"));
  }

  /**
   * What came out.
   *
   * @throws IOException if the process has ended without a reply
   */
  public GraphReply reply() throws IOException {
    return GraphReply.of(read("reply"));
  }

  /** Removes the directory and all that is in it. */
  public void delete() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      // A temporary directory: the system's own cleaning takes it.
      return;
    }
  }

  /** Written aside first, so that nobody reads half of it. */
  private void write(String name, Properties properties) throws IOException {
    Path aside = file(name + ".new");
    try (Writer out = Files.newBufferedWriter(aside)) {
      properties.store(out, null);
    }
    Files.move(aside, file(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private Properties read(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file(name))) {
      properties.load(in);
    }
    return properties;
  }
}
