package io.nightjar.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

class ResourceUriFuzzTest {
  private static final String[] PARTS = {
    "host", "flow", "monitor", "://", ":", "/", "..", ".", "%3A", "%2e", "%00", "[", "]", "::", "1",
    "schema", "flows", "\n", "\u0000", "\u202e", "\ud800", " ", "?", "#", "@", "é", "A", "-", "_"
  };

  /** The bytes as they are, and as the seed of texts made of what addresses are made of. */
  @FuzzTest
  void anyTextIsAnAddressOrRefusedInWords(byte[] bytes) throws Exception {
    check(new String(bytes, StandardCharsets.UTF_8));
    Random random = new Random(Arrays.hashCode(bytes));
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "host://" : "");
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      check(text.toString());
    }
  }

  private static void check(String text) throws Exception {
    try {
      ResourceUri uri = ResourceUri.parse(text);
      assertFalse(uri.rest().contains(".."), text);
      assertFalse(uri.rest().contains("%"), text);
      assertFalse(uri.rest().startsWith("/"), text);
      assertTrue(uri.toString().length() <= ResourceUri.MAX_LENGTH, text);
      assertEquals(uri, ResourceUri.parse(uri.toString()));
    } catch (ResourceUri.Malformed refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.startsWith("uri"), message);
      assertTrue(message.length() < 200, message);
      assertFalse(message.chars().anyMatch(Character::isISOControl), message);
    }
  }
}
