package io.nightjar.web;

import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import java.util.List;
import java.util.function.Supplier;

/** The routes of REST, health and metrics. */
public final class WebRoutes {
  private WebRoutes() {}

  /**
   * The routes.
   *
   * @param version Nightjar's
   * @param health asked for at each look
   */
  public static List<Route> of(
      String version, Catalogue catalogue, Supplier<HealthReport> health, Telemetry telemetry) {
    ToolsEndpoint tools = new ToolsEndpoint(catalogue);
    return List.of(
        Route.open("/health", new HealthEndpoint(health)),
        Route.get("/metrics", new MetricsEndpoint(telemetry)),
        Route.get(ToolsEndpoint.PATH, tools::list),
        Route.post(ToolsEndpoint.PATH + "/", tools::call),
        Route.get(
            "/api/v1/openapi.json",
            request ->
                Reply.json(
                    200, Json.bytes(OpenApi.of(catalogue, request.authenticated(), version)))));
  }
}
