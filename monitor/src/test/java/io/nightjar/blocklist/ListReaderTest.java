package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ListReaderTest {
  @Test
  void aPlainListHasCommentsPortsRangesAndNotes() throws IOException {
    Lists.Recorded list =
        Lists.read(
            """
            \ufeff# a comment
            ; another
            192.0.2.7\t10
            192.0.2.8:4041
            192.0.2.0/24 # scanner.example

            192.0.2.1 - 192.0.2.3
            Evil.Example\r
            """);
    assertEquals(
        List.of(
            "3 192.0.2.7/32 (10)",
            "4 192.0.2.8/32 (port 4041)",
            "5 192.0.2.0/24 (scanner.example)",
            "7 192.0.2.1-192.0.2.3",
            "8 evil.example"),
        list.entries);
    assertEquals(List.of(), list.wrong);
  }

  @Test
  void namesOfAHostsFileStandForThemselvesAlone() throws IOException {
    Lists.Recorded list =
        Lists.read(
            """
            127.0.0.1 localhost
            ::1 ip6-localhost ip6-loopback
            0.0.0.0 ads.example track.example # two
            0.0.0.0
            """);
    assertEquals(List.of("3 =ads.example", "3 =track.example"), list.entries);
    assertEquals(List.of("4: no address and name"), list.wrong);
  }

  @Test
  void aHeaderSaysWhichColumnHoldsEntries() throws IOException {
    Lists.Recorded list =
        Lists.read(
            """
            Date added,Domain,Malware
            2024-09-01,evil.example,keitaro
            2024-09-01,"two.example","a, b"
            2024-09-01,,nothing
            """);
    assertEquals(List.of("2 evil.example (keitaro)", "3 two.example (a, b)"), list.entries);
    assertEquals(List.of("4: no column holds an entry"), list.wrong);
  }

  @Test
  void aHeaderMayBeCommentedOut() throws IOException {
    Lists.Recorded list =
        Lists.read(
            """
            # SSL certificates
            # Listingdate,SHA1,Listingreason
            2024-01-01 10:00:00,0123456789abcdef0123456789abcdef01234567,AsyncRAT C&C
            """);
    assertEquals(
        List.of("3 #0123456789abcdef0123456789abcdef01234567 (AsyncRAT C&C)"), list.entries);
  }

  @Test
  void withoutAHeaderTheFirstColumnThatCanBeAnEntryIsIt() throws IOException {
    Lists.Recorded list =
        Lists.read(
            """
            "Copyright
            example.com,",
            "1","http://evil.example/x.exe","online"
            6734f37431670b3ab4292b8f60f29984,"App, other"
            """);
    assertEquals(
        List.of(
            "3 url http://evil.example/x.exe (online)",
            "4 #6734f37431670b3ab4292b8f60f29984 (App, other)"),
        list.entries);
    assertEquals(List.of("1: no column holds an entry"), list.wrong);
  }

  @Test
  void aQuoteThatNeverClosesTakesNoMoreThanSixteenLines() throws IOException {
    String rows = "192.0.2.1,x\n".repeat(40);
    Lists.Recorded list = Lists.read(rows + "\"open\n" + rows);
    assertEquals(65, list.entries.size());
    assertEquals(List.of("41: a quote that is not closed"), list.wrong);
  }

  @Test
  void jsonHoldsAListOrObjectsOrALineEach() throws IOException {
    assertEquals(
        List.of("2 10.0.0.0/8", "2 bmw.example"),
        Lists.read(
                """
                {"description": "example.com",
                 "list": ["10.0.0.0/8", ".bmw.example"],
                 "matching_attributes": ["ip-src"], "type": "cidr"}
                """)
            .entries);
    assertEquals(
        List.of("1 192.0.2.7/32 (bad)"),
        Lists.read("[{\"ip\": \"192.0.2.7\", \"reason\": \"bad\", \"context\": 3}]").entries);
    Lists.Recorded lines =
        Lists.read(
            """
            {"desc":"Tor","ja3_hash":"6734f37431670b3ab4292b8f60f29984","ja3_str":"769,1-2"}
            {"desc":"broken
            {"asn":64496,"domain":"example.com"}
            """);
    assertEquals(List.of("1 #6734f37431670b3ab4292b8f60f29984 (Tor)", "3 AS64496"), lines.entries);
    assertEquals(List.of("2: no JSON"), lines.wrong);
  }

  @Test
  void base64WithAScoreIsDecoded() throws IOException {
    assertEquals(List.of("1 google.com (score 255)"), Lists.read("Z29vZ2xlLmNvbQ==,255").entries);
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("192.0.2.7\n".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        List.of("1 192.0.2.7/32"), Lists.read(packed.toByteArray(), Optional.empty()).entries);
  }

  @Test
  void wrongLinesAreNamedAndTheRestIsTaken() throws IOException {
    Lists.Recorded list =
        Lists.read("192.0.2.7\n?? 5\n\u0001\n" + "x".repeat(10_000) + "\n192.0.2.8\n");
    assertEquals(List.of("1 192.0.2.7/32", "5 192.0.2.8/32"), list.entries);
    assertEquals(3, list.wrong.size());
    assertEquals("4: longer than 4096 bytes", list.wrong.get(2));
  }

  @Test
  void whatIsNoTextIsRefusedAsAWhole() {
    assertRefused("binary", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2});
    assertRefused(
        "binary", ("192.0.2.7\n" + "a\n".repeat(5_000) + "\0").getBytes(StandardCharsets.UTF_8));
    assertRefused("a page", "<!DOCTYPE html><html>192.0.2.7".getBytes(StandardCharsets.UTF_8));
    assertRefused("no JSON", "{\"list\": [\"192.0.2.7\",".getBytes(StandardCharsets.UTF_8));
    assertRefused("no JSON", "[".repeat(10_000).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void gzipThatIsCutOrWrongIsRefused() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 100_000; i++) {
        out.write((i % 256 + ".2.3." + i * 31 % 256 + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] whole = packed.toByteArray();
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThrows(IOException.class, () -> Lists.read(cut, Optional.empty()));
    byte[] wrong = whole.clone();
    wrong[whole.length / 2] ^= 0x55;
    assertThrows(IOException.class, () -> Lists.read(wrong, Optional.empty()));
  }

  @Test
  void aLineWithoutEndIsReadInBoundedMemoryAndRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            java.util.Arrays.fill(into, offset, offset + length, (byte) 'a');
            return length;
          }
        };
    Lists.Recorded list = new Lists.Recorded();
    ListException refused =
        assertThrows(
            ListException.class, () -> ListReader.read(endless, Optional.empty(), 8 << 20, list));
    assertEquals("more than 8 MiB of text", refused.getMessage());
    assertEquals(List.of(), list.entries);
  }

  private static void assertRefused(String why, byte[] bytes) {
    ListException refused =
        assertThrows(
            ListException.class,
            () ->
                ListReader.read(
                    new ByteArrayInputStream(bytes),
                    Optional.empty(),
                    1 << 20,
                    new Lists.Recorded()));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains(why), message);
  }
}
