package io.nightjar.dropin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Role;
import io.nightjar.tool.Json;
import io.nightjar.tool.ToolProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class HeadTest {
  private static final String FENCED =
      """
      ---
      # who is busy
      name: busy_hosts
      description: "Hosts with many flows: the busiest first"
      max_rows: 50
      arguments:
        minutes:
          type: integer
          description: how far back
          min: 1
          max: 1440
          default: 60
        app:
          type: text
          description: application
          values: tls, dns
      ---
      SELECT src_ip, count() AS flows FROM flows
      WHERE l7_proto = {app:String} AND first_seen >= now() - toIntervalMinute({minutes:UInt32})
      GROUP BY src_ip
      """;

  private static ObjectNode json(String text) throws Json.Malformed {
    return (ObjectNode) Json.parse(text);
  }

  @Test
  void aHeadBetweenLinesGivesCardAndSchema() throws Exception {
    ToolSource.Sql tool = SqlFile.read(FENCED);
    assertEquals("busy_hosts", tool.card().name());
    assertEquals("Hosts with many flows: the busiest first", tool.card().description());
    assertEquals("Busy hosts", tool.card().title());
    assertEquals(Role.ANALYST, tool.card().role());
    assertEquals("{\"app\":\"tls\"}", tool.card().example());
    assertEquals(50, tool.maxRows());
    assertEquals(
        """
        {"type":"object","properties":{\
        "minutes":{"type":"integer","description":"how far back","minimum":1,"maximum":1440,"default":60},\
        "app":{"type":"string","description":"application","enum":["tls","dns"]}},\
        "required":["app"],"additionalProperties":false}""",
        Json.text(tool.arguments().schema()));
    assertEquals(
        Map.of("minutes", 60L, "app", "dns"), tool.arguments().read(json("{\"app\":\"DNS\"}")));
    assertTrue(tool.sql().startsWith("\n".repeat(17) + "SELECT"), tool.sql());
  }

  @Test
  void aHeadInCommentsIsTheSame() throws Exception {
    ToolSource.Sql tool =
        SqlFile.read(
            """
            -- name: all_flows
            -- description: How many flows there are
            -- role: admin
            SELECT count() FROM flows
            """);
    assertEquals("all_flows", tool.card().name());
    assertEquals(Role.ADMIN, tool.card().role());
    assertEquals("SELECT count() FROM flows", tool.sql().strip());
  }

  @Test
  void argumentsOutOfRangeAreRefusedInWords() throws Exception {
    ToolSource.Sql tool = SqlFile.read(FENCED);
    for (String wrong :
        new String[] {
          "{\"app\":\"tls\",\"minutes\":0}",
          "{\"app\":\"tls\",\"minutes\":\"60; DROP TABLE flows\"}",
          "{\"app\":\"http\"}",
          "{}",
          "{\"app\":\"tls\",\"hours\":1}"
        }) {
      assertThrows(ToolProblem.class, () -> tool.arguments().read(json(wrong)), wrong);
    }
  }

  @Test
  void whatIsWrongIsToldWithItsLine() {
    wrong(1, "there is no head", "SELECT 1");
    wrong(1, "does not end", "---\nname: a\n");
    wrong(
        2,
        "descriptoin is not known here; did you mean description?",
        "---\ndescriptoin: a\n---\nSELECT 1");
    wrong(3, "name stands there twice", "---\nname: a\nname: b\n---\nSELECT 1");
    wrong(2, "expected name: value", "---\n- a\n---\nSELECT 1");
    wrong(2, "expected name: value", "---\n\tname: a\n---\nSELECT 1");
    wrong(3, "indented", "---\nname: a\n  b: c\n---\nSELECT 1");
    wrong(2, "a quoted value ends", "---\nname: \"a\n---\nSELECT 1");
    wrong(1, "no SELECT follows", "---\nname: a\ndescription: b\n---\n");
    wrong(1, "lower snake case", "---\nname: ../../etc\ndescription: b\n---\nSELECT 1");
    wrong(1, "lower snake case", "---\nname: \"a b\"\ndescription: b\n---\nSELECT 1");
    wrong(4, "analyst or admin", "---\nname: a\ndescription: b\nrole: viewer\n---\nSELECT 1");
    wrong(5, "{x:…} is not among", "---\nname: a\ndescription: b\n---\nSELECT {x:String}");
    String argument = "---\nname: a\ndescription: b\narguments:\n  x:\n    description: c\n";
    wrong(7, "text, integer, number", argument + "    type: map\n---\nSELECT {x:String}");
    wrong(8, "only of an integer", argument + "    type: text\n    min: 1\n---\nSELECT {x:String}");
    wrong(1, "no {name:Type}", argument + "    type: text\n---\nSELECT 1");
    wrong(9, "has no type that is bound", argument + "    type: text\n---\nSELECT {x:Identifier}");
    wrong(
        1,
        "its default is not",
        argument + "    type: integer\n    default: many\n---\nSELECT {x:Int64}");
    wrong(
        8,
        "max: a whole number",
        argument + "    type: integer\n    max: 99999999999999999999\n---\nSELECT {x:Int64}");
  }

  private static void wrong(int line, String saying, String text) {
    FileProblem problem = assertThrows(FileProblem.class, () -> SqlFile.read(text), text);
    assertTrue(problem.reason().contains(saying), problem.reason());
    assertEquals(line, problem.line(), text + ": " + problem.reason());
  }
}
