package io.nightjar.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LineFileTest {
  @TempDir private Path data;

  private LineFile file(DestinationKind kind, long bound) {
    return new LineFile(data, Samples.destination(kind, "", "", Samples.AT_ONCE), bound);
  }

  private Path path() {
    return data.resolve("notifications/d.json");
  }

  private static List<JsonNode> lines(Path path) throws IOException {
    return Files.readAllLines(path).stream().map(line -> new JsonMapper().readTree(line)).toList();
  }

  private static Batch three() {
    return new Batch(
        "id",
        "probe one",
        List.of(Samples.notice("192.0.2.7", Severity.ERROR), Samples.hostile()),
        new Missed(Map.of(Severity.ERROR, 3L), 2));
  }

  @Test
  void noticesAreLinesOfTheElasticCommonSchema() throws IOException {
    Receipt receipt = file(DestinationKind.ECS_FILE, 1 << 20).send(three());
    assertEquals("3 lines written to notifications/d.json", receipt.said());
    List<JsonNode> lines = lines(path());
    JsonNode first = lines.getFirst();
    assertEquals("2026-01-31T12:00:00.123456Z", first.path("@timestamp").asString());
    assertEquals("alert", first.at("/event/kind").asString());
    assertEquals("intrusion_detection", first.at("/event/category/0").asString());
    assertEquals("192.0.2.7", first.at("/source/ip").asString());
    assertEquals("2001:db8::1", first.at("/destination/ip").asString());
    assertEquals("T1046", first.at("/threat/technique/id/0").asString());
    assertEquals("eth0", first.at("/observer/ingress/interface/name").asString());
    assertEquals("1000", first.at("/nightjar/evidence/0/value").asString());
    assertEquals(2, lines.getLast().at("/nightjar/lost").asInt());
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
  }

  @Test
  void noticesAreAlertsOfEve() throws IOException {
    file(DestinationKind.EVE_FILE, 1 << 20).send(three());
    List<JsonNode> lines = lines(path());
    assertEquals(3, lines.size());
    JsonNode first = lines.getFirst();
    assertEquals("2026-01-31T12:00:00.123456+0000", first.path("timestamp").asString());
    assertEquals("alert", first.path("event_type").asString());
    assertEquals("192.0.2.7", first.path("src_ip").asString());
    assertEquals(1, first.at("/alert/severity").asInt());
    assertEquals(
        first.at("/alert/signature_id").asLong(), lines.get(1).at("/alert/signature_id").asLong());
    assertTrue(first.at("/alert/signature").asString().startsWith("port_scan: "));
  }

  @Test
  void aFileThatIsMovedAwayIsBegunAnew() throws IOException {
    LineFile file = file(DestinationKind.ECS_FILE, 1 << 20);
    file.send(three());
    Files.move(path(), path().resolveSibling("rotated"));
    file.send(three());
    assertEquals(3, lines(path()).size());
    assertEquals(3, lines(path().resolveSibling("rotated")).size());
  }

  @Test
  void twoFilesAreAllItTakes() throws IOException {
    long bound = 10_000;
    LineFile file = file(DestinationKind.ECS_FILE, bound);
    for (int i = 0; i < 40; i++) {
      file.send(three());
    }
    try (var files = Files.list(data.resolve("notifications"))) {
      for (Path each : files.toList()) {
        assertTrue(Files.size(each) <= bound, each.toString());
        assertFalse(lines(each).isEmpty());
      }
    }
    try (var files = Files.list(data.resolve("notifications"))) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path other = Files.writeString(data.resolve("other"), "untouched");
    Files.createDirectories(path().getParent());
    Files.createSymbolicLink(path(), other);
    LineFile file = file(DestinationKind.ECS_FILE, 1 << 20);
    assertThrows(IOException.class, () -> file.send(three()));
    assertEquals("untouched", Files.readString(other));
  }
}
