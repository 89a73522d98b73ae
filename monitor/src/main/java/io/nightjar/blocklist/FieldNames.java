package io.nightjar.blocklist;

import java.util.Locale;
import java.util.Set;

/** How columns and members are named that hold an entry, or say why it is there. */
final class FieldNames {
  private static final Set<String> ENTRIES =
      Set.of(
          "address",
          "asn",
          "cidr",
          "domain",
          "dst_ip",
          "fingerprint",
          "host",
          "hostname",
          "indicator",
          "ioc",
          "ioc_value",
          "ip",
          "ip_address",
          "ip_prefix",
          "ipv6_prefix",
          "ja3",
          "ja3_hash",
          "ja3_md5",
          "ja4",
          "ja4_fingerprint",
          "md5",
          "network",
          "prefix",
          "sha1",
          "sha256",
          "src_ip",
          "url",
          "value");

  private static final Set<String> NOTES =
      Set.of(
          "application",
          "desc",
          "description",
          "listingreason",
          "malware",
          "malware_printable",
          "note",
          "notes",
          "reason",
          "threat");

  private FieldNames() {}

  static boolean isOfEntry(String name) {
    return ENTRIES.contains(plain(name));
  }

  static boolean isOfNote(String name) {
    return NOTES.contains(plain(name));
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** Whether the name says that a bare number is an autonomous system. */
  static boolean isOfSystem(String name) {
    return plain(name).equals("asn");
  }
}
