package io.nightjar.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ArgumentReaderTest {
  private final ArgumentReader<FixtureTools.Listing> listing =
      new ArgumentReader<>(FixtureTools.Listing.class);
  private final ArgumentReader<FixtureTools.Statement> statement =
      new ArgumentReader<>(FixtureTools.Statement.class);
  private final ArgumentReader<FixtureTools.One> one = new ArgumentReader<>(FixtureTools.One.class);

  private static <A extends Record> A read(ArgumentReader<A> reader, String json)
      throws ToolProblem, Json.Malformed {
    return reader.read(reader.unwrap((ObjectNode) Json.parse(json)));
  }

  private static String refusal(ArgumentReader<?> reader, String json) {
    ToolProblem problem = assertThrows(ToolProblem.class, () -> read(reader, json));
    assertEquals(ToolProblem.Kind.INVALID, problem.kind());
    return problem.message() + " | " + problem.hint();
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws Exception {
    FixtureTools.Listing read = read(listing, "{}");
    assertEquals(25, read.limit());
    assertEquals(FixtureTools.Order.BYTES, read.sortBy());
    assertEquals(false, read.upOnly());
    assertNull(read.minShare());
    assertEquals(read, read(listing, "{\"limit\":null,\"cursor\":null}"));
  }

  @Test
  void formsThatMeanOneThingAreTaken() throws Exception {
    FixtureTools.Listing read =
        read(
            listing,
            """
            {"limit":"10","sort_by":"First-Seen","min_share":"0.5","up_only":"TRUE","cursor":""}\
            """);
    assertEquals(new FixtureTools.Listing(10, "", FixtureTools.Order.FIRST_SEEN, 0.5, true), read);
    assertEquals(10, read(listing, "{\"limit\":10.0}").limit());
    assertEquals(100, read(listing, "{\"limit\":1e2}").limit());
    assertEquals("5", read(statement, "{\"sql\":5}").sql());
    assertEquals(Long.MAX_VALUE, read(one, "{\"id\":9223372036854775807}").id());
  }

  @Test
  void formsThatDoNotAreRefusedWithWhatIsAllowed() {
    assertEquals(
        "limit: \"many\" came | expected a whole number from 1 to 1000, for example 10",
        refusal(listing, "{\"limit\":\"many\"}"));
    assertTrue(refusal(listing, "{\"limit\":0}").startsWith("limit: 0 came"));
    assertTrue(refusal(listing, "{\"limit\":10.5}").startsWith("limit: 10.5 came"));
    assertTrue(refusal(listing, "{\"limit\":[10]}").startsWith("limit: [10] came"));
    assertTrue(refusal(listing, "{\"limit\":true}").startsWith("limit: true came"));
    assertTrue(refusal(listing, "{\"limit\":\"\"}").startsWith("limit: \"\" came"));
    assertTrue(refusal(one, "{\"id\":9223372036854775808}").startsWith("id: "));
    assertTrue(refusal(one, "{\"id\":1e99999999}").startsWith("id: "));
    assertTrue(refusal(one, "{\"id\":-1e-99999999}").startsWith("id: "));
    assertTrue(refusal(listing, "{\"min_share\":1e999}").startsWith("min_share: "));
    assertEquals(
        "sort_by: \"size\" came | expected one of bytes, first_seen",
        refusal(listing, "{\"sort_by\":\"size\"}"));
    assertEquals(
        "id is missing: Number of the thing | expected a whole number from 0, for example 7",
        refusal(one, "{}"));
  }

  @Test
  void anUnknownArgumentIsRefusedWithTheNearestKnown() {
    assertEquals(
        "unknown argument \"limits\" | did you mean \"limit\"?"
            + " known arguments: limit, cursor, sort_by, min_share, up_only",
        refusal(listing, "{\"limits\":3}"));
    assertTrue(refusal(listing, "{\"sortBy\":\"bytes\"}").contains("did you mean \"sort_by\"?"));
    assertTrue(refusal(listing, "{\"zzz\":3}").startsWith("unknown argument \"zzz\" | known"));
    String hostile = refusal(listing, "{\"a\\u202e\\nb" + "c".repeat(500) + "\":1}");
    assertTrue(hostile.startsWith("unknown argument \"a bccc"), hostile);
    assertTrue(hostile.length() < 200, hostile);
  }

  @Test
  void ntopngsContentHoldsAllArguments() throws Exception {
    assertEquals(7, read(one, "{\"content\":\"{\\\"id\\\":7}\"}").id());
    assertEquals(7, read(one, "{\"content\":{\"id\":7}}").id());
    assertEquals(7, read(one, "{\"content\":\" 7 \"}").id());
    assertEquals(25, read(listing, "{\"content\":\"\"}").limit());
    assertEquals("SELECT 1", read(statement, "{\"content\":\"SELECT 1\"}").sql());
    assertEquals(
        5,
        read(statement, "{\"content\":\"{\\\"sql\\\":\\\"x\\\",\\\"max_rows\\\":5}\"}").maxRows());
    assertTrue(refusal(listing, "{\"content\":\"top\"}").contains("not a JSON object"));
    assertTrue(refusal(listing, "{\"content\":\"{\"}").contains("not JSON"));
    assertTrue(refusal(one, "{\"content\":\"7\",\"id\":7}").contains("beside other arguments"));
  }

  @Test
  void jsonThatIsAmbiguousOrEndlessIsRefused() {
    for (String text :
        List.of(
            "",
            " ",
            "{\"a\":1,\"a\":2}",
            "{} {}",
            "[".repeat(100) + "]".repeat(100),
            "1".repeat(200),
            "1e99999999999",
            "-1e-99999999999",
            "{'a':1}",
            "{\"a\":NaN}",
            "\uFEFF{}")) {
      assertThrows(Json.Malformed.class, () -> Json.parse(text), text);
    }
    for (byte[] bytes : List.of(new byte[] {'"', (byte) 0xFF, '"'}, new byte[] {0, '1'})) {
      assertThrows(Json.Malformed.class, () -> Json.parse(ByteBuffer.wrap(bytes)));
    }
  }
}
