package io.conttune.controller.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the route of a request. */
final class Router {
  private final List<Route> routes;

  /**
   * A router of these routes.
   *
   * @throws IllegalArgumentException if two of them answer the same requests
   */
  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
    List<String> known = new ArrayList<>();
    for (Route route : routes) {
      String key = route.method() + " " + route.path().text().replaceAll("\\{[^/]*}", "{}");
      if (known.contains(key)) {
        throw new IllegalArgumentException("two routes answer " + key);
      }
      known.add(key);
    }
  }

  /**
   * A route, and the texts of its path.
   *
   * @param parameters by the name that stands in the braces of the template
   */
  record Found(Route route, Map<String, String> parameters) {}

  /**
   * The route of a request; of two that fit, the one that was named first.
   *
   * @throws ProblemException if there is none
   */
  Found find(String method, String rawPath) throws ProblemException {
    List<Found> here = new ArrayList<>();
    for (Route route : routes) {
      route.path().match(rawPath).ifPresent(parameters -> here.add(new Found(route, parameters)));
    }
    if (here.isEmpty()) {
      throw new ProblemException(
          Problem.of(404, "no-such-page", "there is no page at " + rawPath).expecting(pages()));
    }
    Optional<Method> asked = Method.of(method);
    return here.stream()
        .filter(found -> asked.filter(found.route().method()::equals).isPresent())
        .findFirst()
        .orElseThrow(() -> notAllowed(method, here));
  }

  private static ProblemException notAllowed(String method, List<Found> here) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Found found : here) {
      allowed.add(found.route().method().name());
      if (found.route().method() == Method.GET) {
        allowed.add(Method.HEAD);
      }
    }
    return new ProblemException(
        Problem.of(405, "method-not-allowed", "this page does not answer " + method)
            .expecting(List.copyOf(allowed))
            .withHeader("Allow", String.join(", ", allowed)));
  }

  private List<String> pages() {
    return routes.stream()
        .map(route -> route.path().text())
        .sorted()
        .distinct()
        .collect(Collectors.toList());
  }
}
