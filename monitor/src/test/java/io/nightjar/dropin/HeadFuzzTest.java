package io.nightjar.dropin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class HeadFuzzTest {
  @FuzzTest
  void anyTextIsAToolOrIsRefusedInWords(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      ToolSource.Sql tool = SqlFile.read(text);
      assertTrue(tool.card().name().matches("[a-z][a-z0-9_]{0,63}"));
      assertFalse(tool.sql().isBlank());
    } catch (FileProblem e) {
      assertFalse(e.reason().isBlank());
      assertTrue(e.line() >= 0 && e.line() <= text.lines().count() + 1);
    }
  }
}
