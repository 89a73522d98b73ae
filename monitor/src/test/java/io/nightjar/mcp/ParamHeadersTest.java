package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.http.HttpRequest;
import io.nightjar.tool.Json;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamHeadersTest {
  private static final String SCHEMA =
      Json.text(
          new ConformanceTools.Own("test_header", ConformanceTools.WITH_HEADERS).inputSchema());

  /** A request with one header. */
  private static void check(String header, List<String> values, String arguments) throws Exception {
    HttpRequest http =
        new HttpRequest(
            "POST",
            "/mcp",
            "",
            Optional.empty(),
            name -> name.equalsIgnoreCase(header) ? values : List.of(),
            ByteBuffer.allocate(0),
            _ -> Optional.empty());
    ParamHeaders.check(http, Json.parse(SCHEMA), Json.parse(arguments));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Mcp-Param-Region, north, `{\"region\":\"north\",\"other\":1}`",
        "mcp-param-region, =?base64?w7ZzdGxpY2g=?=, `{\"region\":\"östlich\"}`",
        "Mcp-Param-Region, =?base64?bm9ydGg=, `{\"region\":\"=?base64?bm9ydGg=\"}`",
        "Mcp-Param-Floor, 42, `{\"place\":{\"floor\":42}}`",
        "Mcp-Param-Floor, 42.0, `{\"place\":{\"floor\":42}}`",
        "Mcp-Param-Floor, -7, `{\"place\":{\"floor\":-7}}`",
        "Mcp-Param-Unknown, 1, `{}`"
      })
  void takesAHeaderThatSaysWhatTheBodySays(String header, String value, String arguments) {
    assertDoesNotThrow(() -> check(header, List.of(value), arguments));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"region\":null}", "{\"place\":{}}", "{\"place\":7}"})
  void wantsNoHeaderOfWhatIsNotGiven(String arguments) {
    assertDoesNotThrow(() -> check("Host", List.of("x"), arguments));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Mcp-Param-Region, south, `{\"region\":\"north\"}`",
        "Mcp-Param-Region, North, `{\"region\":\"north\"}`",
        "Mcp-Param-Region, north, `{}`",
        "Mcp-Param-Region, null, `{\"region\":null}`",
        "Mcp-Param-Region, =?base64?bm9ydGg?=, `{\"region\":\"north\"}`",
        "Mcp-Param-Region, =?base64?bm9!dGg=?=, `{\"region\":\"north\"}`",
        "Mcp-Param-Region, =?base64?gICA?=, `{\"region\":\"north\"}`",
        "Mcp-Param-Region, nörd, `{\"region\":\"nörd\"}`",
        "Mcp-Param-Other, x, `{\"region\":\"north\"}`",
        "Mcp-Param-Floor, 43, `{\"place\":{\"floor\":42}}`",
        "Mcp-Param-Floor, many, `{\"place\":{\"floor\":42}}`",
        "Mcp-Param-Floor, 1e2147483647, `{\"place\":{\"floor\":42}}`",
        "Mcp-Param-Floor, 42.0000000000000000000000000000000000000, `{\"place\":{\"floor\":42}}`"
      })
  void refusesAHeaderThatSaysSomethingElse(String header, String value, String arguments)
      throws Exception {
    RpcProblem problem =
        assertThrows(RpcProblem.class, () -> check(header, List.of(value), arguments));
    assertEquals(400, problem.httpStatus());
    assertEquals(-32020, problem.answer(Optional.empty()).at("/error/code").asInt());
    assertTrue(String.valueOf(problem.getMessage()).contains("Mcp-Param-"), problem.getMessage());
  }

  @Test
  void refusesAHeaderThatComesTwice() {
    List<String> twice = List.of("north", "south");
    assertThrows(
        RpcProblem.class, () -> check("Mcp-Param-Region", twice, "{\"region\":\"north\"}"));
  }
}
