package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code nightjar mcp --stdio} as clients start it. */
class StdioTest {
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
          + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
          + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{"
          + "\"name\":\"list_interfaces\"}}";

  @TempDir private static Path folder;

  /** What it wrote on standard output for these lines; it must end with its input. */
  private static List<JsonNode> answers(String url, String token, String... lines)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Product.command("mcp", "--stdio", "--url", url));
    builder.environment().put("NIGHTJAR_TOKEN", token);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var input = process.getOutputStream()) {
      for (String line : lines) {
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it did not end with its input");
    assertEquals(0, process.exitValue());
    return out.lines().map(Client::parse).toList();
  }

  private static JsonNode answerTo(int id, List<JsonNode> answers) {
    return answers.stream()
        .filter(answer -> answer.path("id").asInt() == id)
        .findFirst()
        .orElseThrow(() -> new AssertionError(answers.toString()));
  }

  @Test
  void aClientSpeaksToARunningMonitor() throws Exception {
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    try (Product product = Product.start(folder.resolve("data"), "--pcap", capture.toString())) {
      product.awaitStored(10);
      List<JsonNode> answers =
          answers(product.url(), product.token(), INITIALIZE, "nonsense", CALL);
      assertEquals(3, answers.size(), answers.toString());
      assertEquals("nightjar", answerTo(1, answers).at("/result/serverInfo/name").asString());
      assertEquals(
          "few.pcap", answerTo(2, answers).at("/result/structuredContent/rows/0/0").asString());
      assertTrue(answers.toString().contains("-32700"), answers.toString());
      JsonNode refused = answerTo(2, answers(product.url(), "nj_wrong", CALL));
      assertTrue(
          refused.at("/error/message").asString().contains("a valid token is needed"),
          refused.toString());
    }
  }

  @Test
  void whereNoMonitorAnswersEveryRequestIsToldSo() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<JsonNode> answers = answers("http://127.0.0.1:" + port, "nj_x", INITIALIZE, CALL);
    for (int id : List.of(1, 2)) {
      JsonNode error = answerTo(id, answers).path("error");
      assertEquals(-32603, error.path("code").asInt());
      assertTrue(error.path("message").asString().contains("is it running?"), error.toString());
    }
  }

  @Test
  void wrongUsageIsToldOnStandardErrorAlone() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("mcp"),
            List.of("mcp", "--stdio", "--token", "x", "--url", "127.0.0.1:3000"),
            List.of("mcp", "--stdio", "--token", " "))) {
      Product.Ended ended = Product.run(wrong.toArray(String[]::new));
      assertEquals(2, ended.code(), ended.err());
      assertEquals("", ended.out());
    }
  }
}
