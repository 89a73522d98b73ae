package io.nightjar.dropin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as constants of Lua, times as seconds since the epoch. */
final class LuaText {
  private LuaText() {}

  static String of(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("nil");
      case Boolean flag -> text.append(flag);
      case Instant time -> text.append(time.getEpochSecond());
      case Double number when !Double.isFinite(number) -> text.append('0');
      case Number number -> text.append(number);
      case List<?> list -> {
        text.append('{');
        for (Object each : list) {
          append(text, each);
          text.append(',');
        }
        text.append('}');
      }
      case Map<?, ?> map -> {
        text.append('{');
        map.forEach(
            (key, each) -> {
              if (each != null) {
                text.append('[');
                append(text, key);
                text.append("]=");
                append(text, each);
                text.append(',');
              }
            });
        text.append('}');
      }
      default -> quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        text.append("\\%03d".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
