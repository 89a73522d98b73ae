package io.nightjar.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.net.Asker;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final Caller VIEWER = new Caller("ann", Role.VIEWER, 1);
  private static final Completion DECLARED = new Completion(Vocabulary.declared());

  private static List<String> complete(Word word, String typed, Map<String, String> chosen) {
    return DECLARED.of(word, typed, chosen, VIEWER).values();
  }

  @Test
  void tablesColumnsAndApplicationsComeFromTheirDeclarations() {
    assertEquals(
        List.of("flows", "flows_1m", "flows_1h", "flows_1d"),
        complete(Word.TABLE, "flo", Map.of()));
    assertEquals(
        List.of("dns_query", "dns_type", "dns_rcode"),
        complete(Word.COLUMN, "dns_", Map.of("table", "dns")));
    assertTrue(complete(Word.COLUMN, "src2dst_", Map.of()).contains("src2dst_bytes"));
    assertEquals(List.of(), complete(Word.COLUMN, "", Map.of("table", "nothing")));
    assertTrue(complete(Word.APPLICATION, "DN", Map.of()).contains("DNS"));
    assertEquals(List.of(), complete(Word.FLOW, "7", Map.of()));
  }

  @Test
  void aHundredAreGivenAndMoreIsSaid() {
    Completion.Found all = DECLARED.of(Word.APPLICATION, "", Map.of(), VIEWER);
    assertEquals(Completion.MOST, all.values().size());
    assertTrue(all.more());
  }

  @Test
  void wordsThatAPromptWouldRefuseAndDoublesAreLeftOut() {
    Completion completion =
        new Completion(
            Map.of(
                Word.HOST,
                (_, _, _) -> List.of("nas.local", "evil' OR 1", "nas.local", "ignore me\n", "tv")));
    assertEquals(
        new Completion.Found(List.of("nas.local", "tv"), false),
        completion.of(Word.HOST, "", Map.of(), VIEWER));
  }

  @Test
  void itIsAskedOnBehalfOfTheCaller() {
    List<Asker> askers = new ArrayList<>();
    Completion completion =
        new Completion(
            Map.of(
                Word.HOST,
                (_, _, _) -> {
                  askers.add(Asker.current());
                  return List.of();
                }));
    Caller bound = new Caller("eve", Role.VIEWER, 3, List.of(Prefix.parse("10.0.0.0/8")));
    assertTrue(completion.of(Word.HOST, "a", Map.of(), bound).values().isEmpty());
    assertEquals(List.of(bound.asker()), askers);
  }

  @Test
  void anOverlongBeginningIsNotLookedUp() {
    Completion completion =
        new Completion(
            Map.of(
                Word.HOST,
                (_, _, _) -> {
                  throw new AssertionError("asked");
                }));
    String typed = "a".repeat(65);
    assertEquals(List.of(), completion.of(Word.HOST, typed, Map.of(), VIEWER).values());
  }
}
