package io.conttune.benchmark.played;

/**
 * A request over HTTP.
 *
 * @param method such as GET
 * @param target path and query
 * @param body its text; empty if it has none
 */
public record PlayedRequest(String method, String target, String body) {
  /** The target without its query. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Whether it only asks. */
  public boolean isRead() {
    return method.equals("GET");
  }
}
