package io.nightjar.dpi;

import io.nightjar.flow.Application;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON that {@code ndpi_dpi2json} writes of a flow; bytes that are no UTF-8 become
 * U+FFFD. Owned by one worker.
 */
/*
 * Many flows say the same: the same query, the same nothing. What was read last is kept by the bytes
 * it was read from, and the flows then share it, which saves their memory too.
 */
final class FlowJson {
  private static final int REMEMBERED = 2048;

  private final byte[][] knownJson = new byte[REMEMBERED][];
  private final @Nullable Application[] knownName = new Application[REMEMBERED];
  private final @Nullable Application[] known = new Application[REMEMBERED];
  private final JsonMapper json =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  /** The application of this name with everything the JSON adds; the name alone if unreadable. */
  Application read(byte[] bytes, Application name) {
    int slot = Arrays.hashCode(bytes) & (REMEMBERED - 1);
    Application same = known[slot];
    if (same != null && name.equals(knownName[slot]) && Arrays.equals(knownJson[slot], bytes)) {
      return same;
    }
    Application application = parse(bytes, name);
    knownJson[slot] = bytes;
    knownName[slot] = name;
    known[slot] = application;
    return application;
  }

  private Application parse(byte[] bytes, Application name) {
    FlowDetails details = new FlowDetails();
    try (JsonParser parser = json.createParser(new String(bytes, StandardCharsets.UTF_8))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String block = parser.currentName();
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          details.block(block, parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException _) {
      return name;
    }
    return details.of(name);
  }
}
