package io.nightjar.store;

import io.nightjar.natives.chdb.ChdbConnection;
import io.nightjar.natives.chdb.ChdbConnection.Analysis;
import io.nightjar.natives.chdb.ChdbConnection.Effect;
import io.nightjar.natives.chdb.ChdbResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The check of a reader's statement: one statement that leaves nothing behind, by the engine's own
 * parser, and that calls nothing which reaches outside of the database. {@code readonly} alone lets
 * the scalar function file() read any file of the machine.
 */
final class ReaderStatement {
  /*
   * Lines of EXPLAIN AST. APPLY is refused because its function is not printed there. A quoted name
   * can bring line breaks into the text, which adds lines but takes none away.
   */
  private static final Pattern OUTSIDE =
      Pattern.compile(
          "(?im)^\\s*(?:Function (file|catboostEvaluate|ai[A-Z_]?\\w*|executable\\w*|dictGet\\w*"
              + "|joinGet\\w*|sleep\\w*|addressTo\\w*|zookeeper\\w*)\\b|(ColumnsApplyTransformer))");

  /** Statements whose whole text is in their tree; SHOW leaves its WHERE out. */
  private static final Pattern PRINTED =
      Pattern.compile("^(SelectWithUnionQuery|Explain|Describe)");

  private ReaderStatement() {}

  /** Refuses the statement unless it is fit for a reader; runs nothing. */
  static void check(ChdbConnection connection, String sql) throws StoreProblem, IOException {
    Analysis analysis = connection.classify(sql);
    if (analysis.statements() > 1) {
      throw new StoreProblem(
          StoreProblem.SYNTAX_ERROR, "SYNTAX_ERROR", "reader may send one statement at a time");
    }
    if (analysis.effect() != Effect.READ_ONLY && analysis.effect() != Effect.UNKNOWN) {
      throw new StoreProblem(
          StoreProblem.READONLY, "READONLY", "reader may only read: SELECT without INTO OUTFILE");
    }
    String tree = tree(connection, sql);
    if (analysis.effect() == Effect.UNKNOWN) {
      throw new StoreProblem(
          StoreProblem.READONLY, "READONLY", "reader may only send SELECT, SHOW and DESCRIBE");
    }
    if (!PRINTED.matcher(tree).find() && sql.indexOf('(') >= 0) {
      throw new StoreProblem(
          StoreProblem.READONLY, "READONLY", "reader may not call functions outside of SELECT");
    }
    Matcher outside = OUTSIDE.matcher(tree);
    if (outside.find()) {
      String found = outside.group(1) == null ? "APPLY" : outside.group(1);
      throw new StoreProblem(StoreProblem.READONLY, "READONLY", "reader may not use " + found);
    }
  }

  /** The statement's syntax tree as text; a statement that does not parse ends here. */
  private static String tree(ChdbConnection connection, String sql) throws IOException {
    try (ChdbResult result = connection.query("EXPLAIN AST " + sql, "TSVRaw")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      result.writeTo(out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
