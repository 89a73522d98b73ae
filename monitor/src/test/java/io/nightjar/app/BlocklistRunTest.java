package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real program with lists. */
class BlocklistRunTest {
  @TempDir private Path folder;

  @Test
  void listsAreAskedOverTools() throws Exception {
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    Path list = Files.writeString(folder.resolve("own.csv"), "8.8.4.4,bad\n10.0.0.1,private\n");
    Path data = folder.resolve("data");
    Files.createDirectories(data.resolve("allowlists"));
    Files.createDirectories(data.resolve("blocklists"));
    Files.writeString(data.resolve("allowlists/fine.txt"), "good.evil.example\n");
    Files.writeString(data.resolve("blocklists/folder.txt"), "evil.example # family\n");
    try (Product product =
        Product.start(
            data,
            "--pcap",
            capture.toString(),
            "--blocklist",
            "own=" + list + ",suspicious",
            "--blocklist",
            "feed=http://127.0.0.1:1/list?key=secret",
            "--blocked-asns",
            "AS64496")) {
      JsonNode lists = product.call("list_blocklists", "{}");
      assertEquals(
          List.of("blocked-asns", "own", "feed", "folder", "fine"),
          lists.path("rows").valueStream().map(row -> row.path(0).asString()).toList());
      JsonNode own = lists.at("/rows/1");
      assertEquals("suspicious", own.path(2).asString());
      assertEquals("1 1", own.path(4).asInt() + " " + own.path(5).asInt());
      assertTrue(own.path(9).toString().contains("private or reserved"), own.toString());
      Product.await(
          "the failed download is told",
          () -> product.client().get("/health").body().contains("list feed: no connection"));
      assertTrue(!product.client().get("/health").body().contains("secret"));
      JsonNode held = product.call("check_reputation", "{\"indicator\":\"WWW.evil.example.\"}");
      assertEquals("folder", held.at("/rows/0/0").asString());
      assertEquals("family", held.at("/rows/0/4").asString());
      assertEquals("domain: blocked", held.at("/notes/0").asString());
      JsonNode allowed =
          product.call("check_reputation", "{\"indicator\":\"http://good.evil.example/x\"}");
      assertEquals("url: not blocked, an allow list holds it", allowed.at("/notes/0").asString());
      assertEquals(
          "8.8.4.4",
          product
              .call("check_reputation", "{\"indicator\":\"8.8.4.4\"}")
              .at("/rows/0/3")
              .asString());
      String metrics = product.client().get("/metrics").body();
      assertTrue(metrics.contains("nightjar_blocklist_hits_total{list=\"own\"} 0"), metrics);
      assertTrue(metrics.contains("nightjar_blocklist_entries 3"), metrics);
    }
  }

  @Test
  void aListThatCannotBeIsRefusedAtTheStart() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("--blocklist", "feed=http://u:secret@lists.example/x"),
            List.of("--blocked-countries", "USA"),
            List.of("--blocklist-hours", "0"))) {
      Product.Ended ended = Product.run("run", wrong.get(0), wrong.get(1));
      assertEquals(2, ended.code(), ended.err());
      assertTrue(ended.err().contains(wrong.getFirst()), ended.err());
      assertTrue(!ended.err().contains("secret"), ended.err());
    }
  }
}
