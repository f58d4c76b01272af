package io.conttune.harness;

import java.util.Map;

/** An answer that somebody else gives in the place of a Flink that is out of reach. */
enum ForeignReply {
  /** A reverse proxy that has lost the route. */
  NOT_FOUND_404(404, "text/plain; charset=utf-8", "404 page not found\n", "404 page not found"),
  /** An API gateway that has lost the route, in JSON. */
  NO_ROUTE_404(
      404,
      "application/json",
      "{\"message\":\"no Route matched with those values\"}",
      "no Route matched with those values"),
  /** A proxy in front of a backend that is down. */
  BAD_GATEWAY_502(502, "text/html", page("502 Bad Gateway"), "502 Bad Gateway"),
  /** A load balancer without a backend. */
  UNAVAILABLE_503(503, "text/html", page("503 Service Unavailable"), "503 Service Unavailable"),
  /** A proxy whose backend hangs. */
  GATEWAY_TIMEOUT_504(504, "text/html", page("504 Gateway Time-out"), "504 Gateway Time-out"),
  /** A proxy that fails itself. */
  INTERNAL_500(500, "text/html", page("500 Internal Server Error"), "500 Internal Server Error"),
  /** A login that has expired. */
  UNAUTHORIZED_401(401, "text/html", page("401 Authorization Required"), "credentials"),
  /** A firewall. */
  FORBIDDEN_403(403, "text/html", page("403 Forbidden"), "403 Forbidden"),
  /** A gateway that limits the number of calls. */
  TOO_MANY_429(429, "text/plain", "Too Many Requests\nslow down\n", "Too Many Requests"),
  /** A page for people, with a status of success. */
  LOGIN_200(200, "text/html", page("Sign in to continue"), "Sign in to continue"),
  /** JSON of somebody else, with a status of success. */
  HEALTH_200(200, "application/json", "{\"status\":\"UP\"}", "expected"),
  /** Nothing, with a status of success. */
  EMPTY_200(200, "text/html", "", "empty"),
  /** Somewhere else. */
  REDIRECT_307(307, "text/html", "", "redirect");

  private final int status;
  private final String type;
  private final String body;
  private final String told;

  ForeignReply(int status, String type, String body, String told) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.told = told;
  }

  private static String page(String title) {
    return "<html>\n<head><title>%s</title></head>\n<body><h1>%s</h1></body>\n</html>\n"
        .formatted(title, title);
  }

  Reply reply() {
    return Reply.foreign(
        status,
        this == REDIRECT_307
            ? Map.of("Content-Type", type, "Location", "http://login.example/jobs")
            : Map.of("Content-Type", type),
        body);
  }

  /** Part of what the log must tell of it. */
  String told() {
    return told;
  }
}
