package io.nightjar.http;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests by route and status, all declared when the server is built. */
final class RequestCounters {
  /** What requests to no route are counted under. */
  static final String NO_ROUTE = "none";

  private static final List<Integer> STATUSES =
      List.of(200, 202, 400, 401, 403, 404, 405, 408, 413, 429, 500, 503);

  private record Key(String route, int status) {}

  private final Map<Key, Counter> counters = new HashMap<>();
  private final Counter otherStatus;
  private final String prefix;

  /**
   * Counters of these routes.
   *
   * @param prefix stands before the routes, empty for the main server's
   */
  RequestCounters(String prefix, List<Route> routes, Telemetry telemetry) {
    this.prefix = prefix;
    for (String route : routes.stream().map(Route::path).distinct().toList()) {
      declare(route, telemetry);
    }
    declare(NO_ROUTE, telemetry);
    TreeMap<String, String> labels = new TreeMap<>();
    if (!prefix.isEmpty()) {
      labels.put("listener", prefix);
    }
    otherStatus =
        telemetry.counter(
            "nightjar_http_other_status_total",
            "HTTP answers with a status not counted by route",
            labels);
  }

  private void declare(String route, Telemetry telemetry) {
    for (int status : STATUSES) {
      TreeMap<String, String> labels = new TreeMap<>();
      labels.put("route", prefix + route);
      labels.put("status", Integer.toString(status));
      counters.put(
          new Key(route, status),
          telemetry.counter("nightjar_http_requests_total", "HTTP requests answered", labels));
    }
  }

  void count(String route, int status) {
    counters.getOrDefault(new Key(route, status), otherStatus).increment();
  }
}
