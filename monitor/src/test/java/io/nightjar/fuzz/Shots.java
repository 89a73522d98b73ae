package io.nightjar.fuzz;

import io.nightjar.tool.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of both eras, most of them wrong in one place or a few. */
final class Shots {
  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final String MODERN = "2026-07-28";
  private static final List<String> LEGACY = List.of("2025-11-25", "2025-06-18", "2025-03-26");
  private static final List<String> VERSIONS =
      List.of(MODERN, "2025-11-25", "2025-03-26", "1999-01-01", "", "2026-07-28 ", "DRAFT", "x");
  private static final List<String> ACCEPT =
      List.of(
          "application/json, text/event-stream",
          "application/json",
          "*/*",
          "",
          "text/event-stream");

  private final RandomGenerator random;
  private final Mutator mutator;
  private final String token;
  private final List<ObjectNode> seeds;

  /**
   * Shots of one sender.
   *
   * @param seeds right messages, each with {@code method} and {@code params}
   */
  Shots(RandomGenerator random, String token, List<ObjectNode> seeds) {
    this.random = random;
    this.mutator = new Mutator(random);
    this.token = token;
    this.seeds = seeds;
  }

  /** The next one. */
  Shot next() {
    ObjectNode message = seeds.get(random.nextInt(seeds.size())).deepCopy();
    message.put("jsonrpc", "2.0");
    if (random.nextInt(20) > 0) {
      message.put("id", random.nextInt(1_000));
    }
    boolean modern = random.nextBoolean();
    if (modern) {
      ObjectNode meta = message.withObject("params").withObject("_meta");
      meta.put(PREFIX + "protocolVersion", MODERN);
      ObjectNode capabilities = meta.putObject(PREFIX + "clientCapabilities");
      if (random.nextInt(4) == 0) {
        capabilities.putObject("elicitation").putObject("form");
      }
    }
    List<String> headers = modern ? modernHeaders(message) : legacyHeaders();
    for (int i = random.nextInt(4); i > 0; i--) {
      mutator.change(message);
    }
    byte[] body = Json.bytes(message);
    while (random.nextInt(5) == 0) {
      body = mutator.change(body);
    }
    while (random.nextInt(5) == 0) {
      change(headers);
    }
    headers.add("Authorization: Bearer " + token);
    boolean cut = random.nextInt(100) == 0;
    return new Shot(
        random.nextInt(100) == 0 ? odd("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "BREW") : "POST",
        random.nextInt(100) == 0 ? odd("/mcp/", "/mcp?a=b", "//mcp", "/mcp%2f", "/MCP") : "/mcp",
        headers,
        body,
        random.nextInt(20) == 0,
        cut ? 1 + random.nextInt(Math.max(1, body.length)) : 0);
  }

  private String odd(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private List<String> modernHeaders(ObjectNode message) {
    List<String> headers = new ArrayList<>();
    headers.add("Content-Type: application/json");
    headers.add("Accept: " + ACCEPT.getFirst());
    headers.add("MCP-Protocol-Version: " + MODERN);
    headers.add("Mcp-Method: " + message.path("method").asString(""));
    for (String named : List.of("name", "uri")) {
      JsonNode name = message.path("params").path(named);
      if (name.isString()) {
        headers.add("Mcp-Name: " + name.stringValue());
      }
    }
    return headers;
  }

  private List<String> legacyHeaders() {
    List<String> headers = new ArrayList<>();
    headers.add("Content-Type: application/json");
    headers.add("Accept: " + ACCEPT.getFirst());
    headers.add("MCP-Protocol-Version: " + LEGACY.get(random.nextInt(LEGACY.size())));
    if (random.nextBoolean()) {
      headers.add(
          "Mcp-Session-Id: s"
              + random.nextInt(3_000)
              + (random.nextBoolean() ? "-elicitation." : ""));
    }
    return headers;
  }

  private void change(List<String> headers) {
    int at = random.nextInt(headers.size());
    String name = headers.get(at).split(":", 2)[0];
    switch (random.nextInt(7)) {
      case 0 -> {
        if (headers.size() > 1) {
          headers.remove(at);
        }
      }
      case 1 -> headers.add(headers.get(at));
      case 2 -> headers.set(at, mutator.altered(headers.get(at)).replaceAll("[\\r\\n]", ""));
      case 3 -> headers.set(at, name + ": =?base64?" + base64() + "?=");
      case 4 ->
          headers.add("MCP-Protocol-Version: " + VERSIONS.get(random.nextInt(VERSIONS.size())));
      case 5 -> headers.add("X: " + "x".repeat(1 << random.nextInt(15)));
      default -> headers.set(at, "Accept: " + ACCEPT.get(random.nextInt(ACCEPT.size())));
    }
  }

  private String base64() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    String text =
        random.nextBoolean() ? "list_hosts" : new String(bytes, StandardCharsets.ISO_8859_1);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
