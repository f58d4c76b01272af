package io.conttune.flink;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Runs another main class and ends this process at once when the one that started it is gone, even
 * by SIGKILL: then nobody holds the other end of its standard input any more.
 */
public final class EndsWithParent {
  private EndsWithParent() {}

  /**
   * Never returns before the other main does.
   *
   * @param arguments the main class, and its own arguments
   */
  public static void main(String[] arguments) throws Throwable {
    Thread watch = new Thread(EndsWithParent::haltAtEndOfInput, "ends-with-parent");
    watch.setDaemon(true);
    watch.start();
    MethodHandles.publicLookup()
        .findStatic(
            Class.forName(arguments[0]), "main", MethodType.methodType(void.class, String[].class))
        .invokeExact(Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end is of interest.
      }
    } catch (IOException e) {
      System.err.println("ends with its parent: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
