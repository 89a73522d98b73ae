package io.nightjar.fuzz;

import io.nightjar.tool.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a message of JSON a little wrong: its structure, its types, then its bytes. */
final class Mutator {
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1.5",
          "1e400",
          "-1e-400",
          "9".repeat(99),
          "9".repeat(101),
          "1e999999999",
          "9223372036854775808",
          "\"\"",
          "\" \"",
          "[]",
          "{}",
          "[[[[]]]]",
          "[null]",
          "{\"a\":{\"b\":[1,2]}}",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\\u200b\"",
          "\"'; DROP TABLE flows;--\"",
          "\"../../../../etc/passwd\"",
          "\"%00\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"{{host}}\"",
          "\"<script>\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"-99999999999d\"",
          "\"999.999.999.999\"",
          "\"::ffff:1.2.3.4%eth0\"");

  private static final byte[][] BYTES = {
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xff},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80},
    {0},
    {'"'},
    {'\\'},
    {'}'},
    {','},
    {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
  };

  private final RandomGenerator random;

  Mutator(RandomGenerator random) {
    this.random = random;
  }

  /** Changes something inside the message. */
  void change(ObjectNode message) {
    List<ObjectNode> objects = new ArrayList<>();
    collect(message, objects);
    ObjectNode at = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>(at.propertyNames());
    if (names.isEmpty()) {
      at.set(word(), odd());
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> at.remove(name);
      case 1 -> at.set(name + word(), at.remove(name));
      case 2 -> at.set(word(), odd());
      case 3 -> at.set(name, deep(1 + random.nextInt(90)));
      case 4 -> at.put(name, longText());
      case 5 -> at.set(name, at.deepCopy());
      case 6 -> at.put(name, altered(at.path(name).asString("")));
      default -> at.set(name, odd());
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  private String word() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> "_meta";
      case 2 -> "x".repeat(1 + random.nextInt(1_200));
      default -> Integer.toString(random.nextInt(100));
    };
  }

  private JsonNode odd() {
    try {
      return Json.parse(ODD.get(random.nextInt(ODD.size())));
    } catch (Json.Malformed _) {
      return Json.object().put("big", Long.MAX_VALUE);
    }
  }

  private static JsonNode deep(int levels) {
    ArrayNode deepest = Json.array();
    for (int i = 0; i < levels; i++) {
      ArrayNode around = Json.array();
      around.add(deepest);
      deepest = around;
    }
    return deepest;
  }

  private String longText() {
    int length = random.nextInt(50) == 0 ? 1_100_000 : 1 << random.nextInt(12);
    return (random.nextBoolean() ? "a" : "é\u202e").repeat(length / 2 + 1);
  }

  /** The text with one character another one, one less, or one more. */
  String altered(String text) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    char other = (char) (33 + random.nextInt(94));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + other + text.substring(at + 1);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      default -> text.substring(0, at) + other + text.substring(at);
    };
  }

  /** Changes the bytes. */
  byte[] change(byte[] body) {
    int at = body.length == 0 ? 0 : random.nextInt(body.length);
    return switch (random.nextInt(9)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(body, at);
      case 2 -> joined(body, body);
      case 3 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case 4 -> flipped(body, at);
      case 5 -> joined(new byte[] {'['}, body, new byte[] {','}, body, new byte[] {']'});
      case 6 -> joined("[".repeat(random.nextInt(3_000)).getBytes(StandardCharsets.US_ASCII), body);
      case 7 -> numbered(body);
      default ->
          joined(
              Arrays.copyOf(body, at),
              BYTES[random.nextInt(BYTES.length)],
              Arrays.copyOfRange(body, at, body.length));
    };
  }

  private byte[] flipped(byte[] body, int at) {
    byte[] flipped = body.clone();
    if (flipped.length > 0) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** An odd value in the place of the first number, also one that is no JSON. */
  private byte[] numbered(byte[] body) {
    String odd = ODD.get(random.nextInt(ODD.size())).replace("\\", "\\\\").replace("$", "\\$");
    return new String(body, StandardCharsets.UTF_8)
        .replaceFirst(":\\d+", ":" + odd)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
