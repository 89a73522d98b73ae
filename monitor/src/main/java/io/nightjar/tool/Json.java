package io.nightjar.tool;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Nightjar reads and writes it: UTF-8, strict, bounded, without blanks. */
public final class Json {
  /** Text that is not JSON; the message says where, and repeats nothing of it. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_NAME_LENGTH = 1_000;
  private static final int MAX_TEXT_LENGTH = 1 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .maxStringLength(MAX_TEXT_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** Reads one value; names that come twice, deep nesting and bad UTF-8 are refused. */
  public static JsonNode parse(ByteBuffer utf8) throws Malformed {
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(utf8.slice()).toString());
    } catch (CharacterCodingException e) {
      throw new Malformed("not JSON: the bytes are not UTF-8");
    }
  }

  /** Reads one value. */
  public static JsonNode parse(String text) throws Malformed {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new Malformed("not JSON: nothing came");
      }
      return node;
    } catch (JacksonException e) {
      throw new Malformed(where(e));
    } catch (NumberFormatException e) {
      throw new Malformed("not JSON that can be read: a number is too large");
    }
  }

  private static String where(JacksonException e) {
    return e.getLocation() == null
        ? "not JSON that can be read"
        : "not JSON that can be read, near line "
            + e.getLocation().getLineNr()
            + " column "
            + e.getLocation().getColumnNr();
  }

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The value as UTF-8. */
  public static byte[] bytes(JsonNode value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** The value as text. */
  public static String text(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }
}
