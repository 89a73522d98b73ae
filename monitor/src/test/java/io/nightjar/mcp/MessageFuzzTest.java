package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nightjar.tool.Json;
import java.nio.ByteBuffer;
import java.util.Optional;

class MessageFuzzTest {
  @FuzzTest
  void anyBytesAreAMessageOrRefused(byte[] bytes) {
    try {
      Message message = Message.read(Json.parse(ByteBuffer.wrap(bytes)));
      if (message instanceof Message.Request request) {
        assertTrue(Message.isId(request.id()));
        assertFalse(request.answer(Json.object()).isEmpty());
      }
    } catch (Json.Malformed e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("not JSON"), e::getMessage);
    } catch (RpcProblem problem) {
      assertTrue(problem.answer(Optional.empty()).path("error").path("code").asInt() < 0);
    }
  }
}
