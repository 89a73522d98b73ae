package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Parsers of text that strangers or a broken server send. */
class TextFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void anySqlIsAStatementOrRefused(FuzzedDataProvider input) {
    String sql = input.consumeRemainingAsString();
    try {
      String single = SqlText.single(sql);
      assertEquals(single, SqlText.single(single));
    } catch (HistoryException e) {
      assertEquals(HistoryException.Kind.STATEMENT, e.kind());
    }
  }

  @FuzzTest(maxDuration = "10s")
  void anyAnswerIsRowsOrAnIoException(byte[] answer) {
    try {
      Tsv.Parsed parsed = Tsv.read(new ByteArrayInputStream(answer), 10);
      assertTrue(parsed.rows().stream().allMatch(row -> row.size() == parsed.columns().size()));
    } catch (IOException _) {
      // said so
    }
  }

  @FuzzTest(maxDuration = "10s")
  void anyTextSurvivesEscaping(FuzzedDataProvider input) {
    String text = input.consumeRemainingAsString();
    assertEquals(text, Tsv.unescape(Tsv.escape(text)));
  }
}
