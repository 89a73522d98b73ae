package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.guide.FilledTable;
import io.nightjar.guide.TableReference;
import io.nightjar.guide.ToolReference;
import io.nightjar.tool.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of {@code docs/reference}, which are made of declarations. With {@code
 * -Dnightjar.reference=write} they are written instead of compared.
 */
class ReferenceDocsTest {
  private static final Path FOLDER = Path.of("../docs/reference");
  private static final String HOW =
      "it is made of declarations: mvn -q test -pl native,monitor -Dtest=ReferenceDocsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dnightjar.reference=write";

  private static void isUpToDate(String page, String text) throws IOException {
    isUpToDate(FOLDER.resolve(page), text);
  }

  private static void isUpToDate(Path file, String text) throws IOException {
    if ("write".equals(System.getProperty("nightjar.reference"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertEquals(text, Files.readString(file), file + " is stale; " + HOW);
  }

  @Test
  void theRowsOfAlertsAndRisksAreThoseOfTheDeclarations() throws IOException {
    Path rows = Path.of("src/main/resources/io/nightjar/schema");
    isUpToDate(rows.resolve("alert_types.tsv"), AlertRows.types());
    isUpToDate(rows.resolve("risks.tsv"), AlertRows.risks());
  }

  @Test
  void theToolsAreThoseOfTheCatalogue(@TempDir Path folder) throws IOException {
    Catalogue catalogue = RealCatalogue.of(folder);
    isUpToDate("tools.md", ToolReference.all(catalogue.visibleTo(new Caller("", Role.ADMIN, 0))));
  }

  @Test
  void theTablesAreThoseOfTheSchema() throws IOException {
    isUpToDate("tables.md", TableReference.all());
  }

  @Test
  void theFilledTablesAreThoseOfTheProgram() throws IOException {
    for (FilledTable each : FilledTable.values()) {
      isUpToDate(each.path() + ".md", each.markdown());
    }
  }
}
