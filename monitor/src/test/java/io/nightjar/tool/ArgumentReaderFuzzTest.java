package io.nightjar.tool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

class ArgumentReaderFuzzTest {
  private final ArgumentReader<FixtureTools.Listing> listing =
      new ArgumentReader<>(FixtureTools.Listing.class);

  @FuzzTest
  void anyJsonIsReadOrRefused(byte[] bytes) {
    try {
      if (Json.parse(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
        FixtureTools.Listing read = listing.read(listing.unwrap(object));
        assertTrue(read.limit() >= 1 && read.limit() <= 1000);
      }
    } catch (Json.Malformed | ToolProblem e) {
      assertTrue(String.valueOf(e.getMessage()).length() < 500, e::getMessage);
    }
  }
}
