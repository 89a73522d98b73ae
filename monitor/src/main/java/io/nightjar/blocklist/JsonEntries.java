package io.nightjar.blocklist;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Entries of JSON: strings of the outermost array or of one named {@code list}, and of each object
 * the first member whose name is one that entries have.
 */
final class JsonEntries {
  private static final int MOST_DEPTH = 32;
  private static final String LIST = "list";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxStringLength(BoundedLines.MOST_LINE)
                  .build())
          .build();

  /** An object or array that is not closed yet. */
  private static final class Open {
    private final boolean isList;
    private String entry = "";
    private String note = "";

    Open(boolean isList) {
      this.isList = isList;
    }
  }

  private final EntrySink sink;
  private final Deque<Open> open = new ArrayDeque<>();

  private JsonEntries(EntrySink sink) {
    this.sink = sink;
  }

  /**
   * Reads a document.
   *
   * @throws ListException when it is none
   */
  static void read(InputStream in, EntrySink sink) throws IOException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      new JsonEntries(sink).read(json, 0);
    } catch (JacksonException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new ListException("no JSON: " + e.getOriginalMessage());
    }
  }

  /** Reads a document that is a line. */
  static void readLine(long line, String text, EntrySink sink) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      new JsonEntries(sink).read(json, line);
    } catch (JacksonException e) {
      sink.wrong(line, text, "no JSON");
    }
  }

  private void read(JsonParser json, long line) {
    String name = "";
    for (JsonToken token = json.nextToken();
        token != null && !sink.isFull();
        token = json.nextToken()) {
      long at = line == 0 ? json.currentLocation().getLineNr() : line;
      switch (token) {
        case START_ARRAY -> open.push(new Open(open.isEmpty() || name.equals(LIST)));
        case START_OBJECT -> open.push(new Open(false));
        case PROPERTY_NAME -> name = json.currentName();
        case END_OBJECT -> give(at, open.pop());
        case END_ARRAY -> open.pop();
        case VALUE_STRING, VALUE_NUMBER_INT -> value(at, name, json.getString());
        default -> {} // nothing that could be an entry
      }
    }
  }

  private void value(long line, String name, String text) {
    Open within = open.peek();
    if (within == null) {
      return;
    }
    if (within.isList) {
      sink.give(line, text, IndicatorText.read(text, false), "");
    } else if (FieldNames.isOfEntry(name) && within.entry.isEmpty()) {
      within.entry = FieldNames.isOfSystem(name) && !text.startsWith("AS") ? "AS" + text : text;
    } else if (FieldNames.isOfNote(name) && within.note.isEmpty()) {
      within.note = text;
    }
  }

  private void give(long line, Open object) {
    if (!object.entry.isEmpty()) {
      sink.give(line, object.entry, IndicatorText.read(object.entry, false), object.note);
    }
  }
}
