package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListSourceTest {
  @Test
  void aSourceIsNamedPlacedAndDescribed() {
    ListSource url =
        ListSource.parse(
            "Feed=https://lists.example/a.csv?key=secret,scanner,format=json-lines,local", false);
    assertEquals("feed", url.name());
    assertEquals(Threat.SCANNER, url.threat());
    assertEquals(Optional.of(ListFormat.JSON_LINES), url.format());
    assertTrue(url.isLocal());
    assertEquals("https://lists.example/a.csv?…", url.text());
    ListSource file = ListSource.parse("own=/tmp/own.txt", true);
    assertEquals(Path.of("/tmp/own.txt"), file.file());
    assertFalse(file.isLocal());
    assertTrue(file.isAllow());
  }

  @Test
  void aFileOfTheFolderIsNamedByItsName() {
    assertEquals("bad", ListSource.of(Path.of("x/Bad.txt"), false).name());
    assertTrue(ListSource.of(Path.of("x/ours.local.txt"), false).isLocal());
    assertFalse(ListSource.of(Path.of("x/local.txt"), false).isLocal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=http://a.example",
        "name",
        "name=",
        "na me=http://a.example",
        "../x=http://a.example",
        "name=ftp://a.example/x",
        "name=http://user:secret@a.example/x",
        "name=http:///x",
        "name=http://a.example/{x}",
        "name=file.txt,unknown",
        "name=file.txt,format=xml"
      })
  void whatIsNoSourceIsRefusedInWords(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ListSource.parse(text, false));
    String message = String.valueOf(refused.getMessage());
    assertFalse(message.isBlank());
    assertFalse(message.contains("secret"), message);
  }

  @Test
  void countriesAndSystemsOfOnesOwnAreChecked() {
    OwnEntries own = OwnEntries.parse("AS64496, 64497", "kp,XX");
    assertEquals(java.util.List.of(64_496L, 64_497L), own.systems());
    assertEquals(java.util.List.of("KP", "XX"), own.countries());
    assertThrows(IllegalArgumentException.class, () -> OwnEntries.parse("AS4294967296", ""));
    assertThrows(IllegalArgumentException.class, () -> OwnEntries.parse("x", ""));
    assertThrows(IllegalArgumentException.class, () -> OwnEntries.parse("", "USA"));
  }
}
