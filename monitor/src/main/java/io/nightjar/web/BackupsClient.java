package io.nightjar.web;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** The other end of {@link BackupsEndpoint}. */
public final class BackupsClient {
  /**
   * How a backup goes.
   *
   * @param problem why it failed; empty when it did not
   */
  public record Progress(boolean running, String problem, Path backup, long flows, long bytes) {}

  private final MonitorClient monitor;

  /** Backups of this monitor. */
  public BackupsClient(MonitorClient monitor) {
    this.monitor = monitor;
  }

  /** Begins one. */
  public void begin(String name) throws IOException, InterruptedException {
    String body = Json.text(Json.object().put("name", name));
    JsonNode _ = monitor.send("POST", BackupsEndpoint.PATH, BodyPublishers.ofString(body));
  }

  /** How the one of this name goes. */
  public Progress look(String name) throws IOException, InterruptedException {
    JsonNode answer = monitor.get(BackupsEndpoint.PATH);
    JsonNode last = answer.path("last");
    Path backup = Path.of(answer.path("folder").asString("")).resolve(name);
    boolean mine = last.path("name").asString("").equals(name);
    long flows = 0;
    long bytes = 0;
    for (JsonNode each : answer.path("backups")) {
      if (each.path("name").asString("").equals(name)) {
        flows = each.path("flows").asLong();
        bytes = each.path("bytes").asLong();
      }
    }
    return new Progress(
        mine && last.path("running").asBoolean(),
        mine ? last.path("problem").asString("") : "the monitor knows nothing of it",
        backup,
        flows,
        bytes);
  }
}
