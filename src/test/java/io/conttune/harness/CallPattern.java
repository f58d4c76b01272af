package io.conttune.harness;

import java.util.regex.Pattern;

/**
 * A kind of call to Flink's REST API.
 *
 * @param method of HTTP
 * @param path without ids: {@code :job} for a job, {@code :vertex} for one of its vertices, {@code
 *     :jar} for a jar, {@code :trigger} for an operation
 */
record CallPattern(String method, String path) {
  private static final Pattern JOB = Pattern.compile("/jobs/[0-9a-f]{32}");
  private static final Pattern VERTEX = Pattern.compile("/vertices/[0-9a-f]{32}");
  private static final Pattern TRIGGER = Pattern.compile("/savepoints/[0-9a-f]{32}");
  private static final Pattern JAR = Pattern.compile("/jars/[^/?]+\\.jar");

  /** The kind of this call. */
  static CallPattern of(FaultyProxy.Call call) {
    String path = JOB.matcher(call.path()).replaceAll("/jobs/:job");
    path = VERTEX.matcher(path).replaceAll("/vertices/:vertex");
    path = TRIGGER.matcher(path).replaceAll("/savepoints/:trigger");
    path = JAR.matcher(path).replaceAll("/jars/:jar");
    return new CallPattern(call.method(), path.replaceAll("\\?.*", ""));
  }

  boolean matches(FaultyProxy.Call call) {
    return of(call).equals(this);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
