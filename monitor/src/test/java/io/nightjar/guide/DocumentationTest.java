package io.nightjar.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentationTest {
  private static final Path SOURCES = Path.of("../docs");
  private static final Documentation DOCUMENTATION = new Documentation();

  @Test
  void everyPageOfTheSourcesIsPackedAndLinkedByTheContents() throws IOException {
    Set<String> written;
    try (Stream<Path> files = Files.walk(SOURCES)) {
      written =
          files
              .map(file -> SOURCES.relativize(file).toString())
              .filter(path -> path.endsWith(".md") && !path.startsWith("decisions"))
              .filter(path -> !path.equals("README.md"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    assertEquals(written, new TreeSet<>(DOCUMENTATION.paths()));
    for (String path : written) {
      assertEquals(
          Files.readString(SOURCES.resolve(path)),
          DOCUMENTATION.page(path).map(Page::text).orElse(""));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "how long are flows kept, docs/history.md",
    "memory limit of queries, docs/sql.md",
    "reading a capture file twice, docs/history.md",
    "sise of the histroy on disk, docs/history.md",
    "CAP_NET_RAW, docs/run.md",
    "bound token networks, docs/sql.md",
    "wat does conn_state mean, docs/",
    "Suspicious DGA Domain, docs/reference/risks.md",
    "T1071.004, docs/reference/attack-techniques.md",
    "gtp-u tunel, docs/packets.md",
    "claude mcp add-json, docs/connect.md",
    "grafana, docs/sql.md",
    "spool_size, docs/",
    "top_talkers arguments, docs/",
    "client_rtt_us, docs/tcp.md",
  })
  void aQuestionFindsItsPageAmongTheFirstThree(String question, String page) {
    List<Passage> found = DOCUMENTATION.search(question, 3);
    assertTrue(
        found.stream().anyMatch(passage -> passage.link().startsWith(page)),
        () -> question + ": " + found.stream().map(Passage::link).toList());
  }

  @Test
  void aSlipOfTheFingerFindsWhatTheRightWordFinds() {
    String right = DOCUMENTATION.search("retransmissions", 1).getFirst().link();
    assertTrue(
        DOCUMENTATION.search("retransmisions", 3).stream()
            .anyMatch(passage -> passage.link().equals(right)));
  }

  @Test
  void wordsOfNoPageFindNothing() {
    assertEquals(List.of(), DOCUMENTATION.search("xyzzyqwrt", 5));
    assertEquals(List.of(), DOCUMENTATION.search("!!! ???", 5));
    assertEquals(List.of(), DOCUMENTATION.search("the of and", 5));
  }

  @Test
  void syntaxOfSearchEnginesIsTakenAsWords() {
    for (String query :
        List.of("flows:*", "\"", "a AND (", "/re.*/", "~~~^^^", "text:[a TO", "*")) {
      assertTrue(DOCUMENTATION.search(query, 5).size() <= 5, query);
    }
  }

  @Test
  void passagesAreShortAndTheirLinksLeadToHeadings() throws IOException {
    List<Passage> passages =
        Passage.of(
            DOCUMENTATION.paths().stream()
                .map(path -> DOCUMENTATION.page(path).orElseThrow())
                .toList());
    assertTrue(passages.size() > 100, () -> passages.size() + " passages");
    for (Passage each : passages) {
      assertTrue(each.text().length() <= 3_000, () -> each.link() + " " + each.text().length());
      assertFalse(each.link().endsWith("#"), each.link());
      Path file = Path.of("..").resolve(each.link().replaceFirst("#.*", ""));
      assertTrue(Files.readString(file).contains(each.text().lines().findFirst().orElseThrow()));
    }
  }

  @Test
  void anchorsAreThoseOfGitHub() {
    Page page =
        new Page(
            "x.md",
            """
            # First & last
            one
            ## `list_asns`, list_vlans
            two
            ## Same
            three
            ```sh
            # no heading
            ```
            ## Same
            four
            """);
    assertEquals(
        List.of(
            "docs/x.md#first--last",
            "docs/x.md#list_asns-list_vlans",
            "docs/x.md#same",
            "docs/x.md#same-1"),
        Passage.of(List.of(page)).stream().map(Passage::link).toList());
  }
}
