package io.nightjar.identity;

import io.nightjar.host.Clue;
import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.Clue.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What texts of hosts hint at. Of one kind of evidence the first rule that fits counts for each
 * trait, so the narrower stands before the wider. A weight of 60 convinces alone; those below need
 * a second clue.
 */
final class ClueRules {
  private static final String COMPUTER = "computer";
  private static final String PHONE = "phone";
  private static final String TABLET = "tablet";
  private static final String TV = "tv";
  private static final String PRINTER = "printer";
  private static final String CONSOLE = "games console";
  private static final String PLAYER = "media player";
  private static final String STORAGE = "storage";
  private static final String CAMERA = "camera";
  private static final String ROUTER = "router";
  private static final String VOIP = "voip phone";
  private static final String THING = "iot device";

  private record Rule(Evidence evidence, String part, Trait trait, String value, int weight) {}

  private static final List<Rule> RULES =
      List.of(
          // What browsers and updaters say of themselves
          os(Evidence.HTTP_USER_AGENT, "windows phone", "Windows Phone", 80),
          os(Evidence.HTTP_USER_AGENT, "xbox", "Xbox", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 10.0", "Windows 10 or Windows 11", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 6.3", "Windows 8.1", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 6.2", "Windows 8", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 6.1", "Windows 7", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 6.0", "Windows Vista", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 5.1", "Windows XP", 80),
          os(Evidence.HTTP_USER_AGENT, "windows nt 5.0", "Windows 2000", 80),
          os(Evidence.HTTP_USER_AGENT, "microsoft-cryptoapi/10", "Windows 10 or Windows 11", 80),
          os(Evidence.HTTP_USER_AGENT, "microsoft-cryptoapi/6.1", "Windows 7", 80),
          os(Evidence.HTTP_USER_AGENT, "microsoft ", "Windows", 60),
          os(Evidence.HTTP_USER_AGENT, "microsoft-", "Windows", 60),
          os(Evidence.HTTP_USER_AGENT, "windows-update-agent", "Windows", 80),
          os(Evidence.HTTP_USER_AGENT, "android", "Android", 80),
          os(Evidence.HTTP_USER_AGENT, "dalvik", "Android", 80),
          os(Evidence.HTTP_USER_AGENT, "ipad", "iPadOS", 80),
          os(Evidence.HTTP_USER_AGENT, "iphone", "iOS", 80),
          os(Evidence.HTTP_USER_AGENT, "appletv", "tvOS", 80),
          os(Evidence.HTTP_USER_AGENT, "mac os x", "macOS", 80),
          os(Evidence.HTTP_USER_AGENT, "cfnetwork", "macOS or iOS or iPadOS", 60),
          os(Evidence.HTTP_USER_AGENT, "cros ", "ChromeOS", 80),
          os(Evidence.HTTP_USER_AGENT, "tizen", "Tizen", 80),
          os(Evidence.HTTP_USER_AGENT, "web0s", "webOS", 80),
          os(Evidence.HTTP_USER_AGENT, "playstation", "PlayStation", 80),
          os(Evidence.HTTP_USER_AGENT, "nintendo", "Nintendo", 80),
          os(Evidence.HTTP_USER_AGENT, "ubuntu", "Linux (Ubuntu)", 80),
          os(Evidence.HTTP_USER_AGENT, "debian", "Linux (Debian)", 80),
          os(Evidence.HTTP_USER_AGENT, "fedora", "Linux (Fedora)", 80),
          os(Evidence.HTTP_USER_AGENT, "freebsd", "FreeBSD", 80),
          os(Evidence.HTTP_USER_AGENT, "openbsd", "OpenBSD", 80),
          os(Evidence.HTTP_USER_AGENT, "linux", "Linux", 60),
          type(Evidence.HTTP_USER_AGENT, "xbox", CONSOLE, 80),
          type(Evidence.HTTP_USER_AGENT, "playstation", CONSOLE, 80),
          type(Evidence.HTTP_USER_AGENT, "nintendo", CONSOLE, 80),
          type(Evidence.HTTP_USER_AGENT, "smart-tv", TV, 80),
          type(Evidence.HTTP_USER_AGENT, "smarttv", TV, 80),
          type(Evidence.HTTP_USER_AGENT, "web0s", TV, 80),
          type(Evidence.HTTP_USER_AGENT, "bravia", TV, 80),
          type(Evidence.HTTP_USER_AGENT, "aft", PLAYER, 30),
          type(Evidence.HTTP_USER_AGENT, "appletv", PLAYER, 80),
          type(Evidence.HTTP_USER_AGENT, "roku", PLAYER, 80),
          type(Evidence.HTTP_USER_AGENT, "crkey", PLAYER, 80),
          type(Evidence.HTTP_USER_AGENT, "ipad", TABLET, 80),
          type(Evidence.HTTP_USER_AGENT, "iphone", PHONE, 80),
          type(Evidence.HTTP_USER_AGENT, "windows phone", PHONE, 80),
          type(Evidence.HTTP_USER_AGENT, "windows nt", COMPUTER, 70),
          type(Evidence.HTTP_USER_AGENT, "macintosh", COMPUTER, 70),
          type(Evidence.HTTP_USER_AGENT, "cros ", COMPUTER, 80),
          type(Evidence.HTTP_USER_AGENT, "x11;", COMPUTER, 60),
          type(Evidence.HTTP_USER_AGENT, "mobile", PHONE, 60),
          // Banners of SSH servers and clients
          os(Evidence.SSH_BANNER, "ubuntu", "Linux (Ubuntu)", 80),
          os(Evidence.SSH_BANNER, "debian", "Linux (Debian)", 80),
          os(Evidence.SSH_BANNER, "raspbian", "Linux (Raspbian)", 80),
          os(Evidence.SSH_BANNER, "freebsd", "FreeBSD", 80),
          os(Evidence.SSH_BANNER, "openssh_for_windows", "Windows", 80),
          os(Evidence.SSH_BANNER, "putty", "Windows", 30),
          os(Evidence.SSH_BANNER, "cisco", "Cisco IOS", 80),
          os(Evidence.SSH_BANNER, "rosssh", "RouterOS", 80),
          os(Evidence.SSH_BANNER, "dropbear", "Linux", 40),
          type(Evidence.SSH_BANNER, "cisco", ROUTER, 50),
          type(Evidence.SSH_BANNER, "rosssh", ROUTER, 80),
          type(Evidence.SSH_BANNER, "dropbear", THING, 30),
          // What devices say in LLDP and CDP
          os(Evidence.LINK_DISCOVERY, "ios-xe", "Cisco IOS XE", 90),
          os(Evidence.LINK_DISCOVERY, "nx-os", "Cisco NX-OS", 90),
          os(Evidence.LINK_DISCOVERY, "ios (tm)", "Cisco IOS", 90),
          os(Evidence.LINK_DISCOVERY, "cisco ios", "Cisco IOS", 90),
          os(Evidence.LINK_DISCOVERY, "procurve", "ProCurve", 80),
          os(Evidence.LINK_DISCOVERY, "routeros", "RouterOS", 90),
          os(Evidence.LINK_DISCOVERY, "mikrotik", "RouterOS", 80),
          os(Evidence.LINK_DISCOVERY, "junos", "Junos OS", 90),
          os(Evidence.LINK_DISCOVERY, "linux", "Linux", 70),
          // Vendor classes of DHCP clients
          os(Evidence.DHCP_VENDOR_CLASS, "msft 5.0", "Windows", 80),
          os(Evidence.DHCP_VENDOR_CLASS, "android-dhcp", "Android", 80),
          os(Evidence.DHCP_VENDOR_CLASS, "dhcpcd", "Linux or Android", 60),
          os(Evidence.DHCP_VENDOR_CLASS, "udhcp", "Linux", 60),
          type(Evidence.DHCP_VENDOR_CLASS, "udhcp", THING, 40),
          type(Evidence.DHCP_VENDOR_CLASS, "msft 5.0", COMPUTER, 50),
          type(Evidence.DHCP_VENDOR_CLASS, "android-dhcp", PHONE, 50),
          type(Evidence.DHCP_VENDOR_CLASS, "jetdirect", PRINTER, 90),
          type(Evidence.DHCP_VENDOR_CLASS, "printer", PRINTER, 90),
          type(Evidence.DHCP_VENDOR_CLASS, "ip phone", VOIP, 90),
          type(Evidence.DHCP_VENDOR_CLASS, "polycom", VOIP, 80),
          type(Evidence.DHCP_VENDOR_CLASS, "yealink", VOIP, 90),
          type(Evidence.DHCP_VENDOR_CLASS, "cisco ap", "access point", 90),
          type(Evidence.DHCP_VENDOR_CLASS, "arubaap", "access point", 90),
          type(Evidence.DHCP_VENDOR_CLASS, "ubnt", "access point", 60),
          type(Evidence.DHCP_VENDOR_CLASS, "ps4", CONSOLE, 80),
          type(Evidence.DHCP_VENDOR_CLASS, "ps5", CONSOLE, 80),
          // Options asked for, in their order
          os(
              Evidence.DHCP_FINGERPRINT,
              "1,3,6,15,31,33,43,44,46,47,119,121,249,252",
              "Windows",
              70),
          os(Evidence.DHCP_FINGERPRINT, "1,15,3,6,44,46,47,31,33,121,249,43", "Windows", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,15,3,6,44,46,47,31,33,249,43", "Windows", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,121,3,6,15,119,252,95,44,46", "macOS", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,121,3,6,15,114,119,252,95,44,46", "macOS", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,3,6,15,119,95,252,44,46", "macOS", 60),
          os(Evidence.DHCP_FINGERPRINT, "1,121,3,6,15,119,252", "iOS or iPadOS or macOS", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,121,3,6,15,114,119,252", "iOS or iPadOS or macOS", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,3,6,15,119,252", "iOS or iPadOS", 60),
          os(Evidence.DHCP_FINGERPRINT, "1,3,6,15,26,28,51,58,59,43", "Android", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,3,6,15,26,28,51,58,59", "Android", 60),
          os(Evidence.DHCP_FINGERPRINT, "1,33,3,6,15,26,28,51,58,59", "Android", 70),
          os(Evidence.DHCP_FINGERPRINT, "1,33,3,6,15,28,51,58,59", "Android", 60),
          os(Evidence.DHCP_FINGERPRINT, "1,28,2,3,15,6,119,12,44,47,26,121,42", "Linux", 60),
          os(Evidence.DHCP_FINGERPRINT, "1,28,2,3,15,6,12", "Linux", 50),
          os(
              Evidence.DHCP_FINGERPRINT,
              "1,2,6,12,15,26,28,121,3,33,40,41,42,119,249,252,17",
              "Linux",
              60),
          // Services announced on the link
          type(Evidence.MDNS, "_googlecast._tcp", PLAYER, 60),
          type(Evidence.MDNS, "_ipp._tcp", PRINTER, 80),
          type(Evidence.MDNS, "_ipps._tcp", PRINTER, 80),
          type(Evidence.MDNS, "_printer._tcp", PRINTER, 80),
          type(Evidence.MDNS, "_pdl-datastream._tcp", PRINTER, 80),
          type(Evidence.MDNS, "_uscan._tcp", PRINTER, 60),
          type(Evidence.MDNS, "_sonos._tcp", PLAYER, 80),
          type(Evidence.MDNS, "_spotify-connect._tcp", PLAYER, 40),
          type(Evidence.MDNS, "_hap._tcp", THING, 50),
          type(Evidence.MDNS, "_matter._tcp", THING, 60),
          type(Evidence.MDNS, "_androidtvremote", TV, 80),
          type(Evidence.MDNS, "_axis-video._tcp", CAMERA, 90),
          type(Evidence.MDNS, "_rtsp._tcp", CAMERA, 40),
          type(Evidence.MDNS, "_adisk._tcp", STORAGE, 50),
          type(Evidence.MDNS, "_readynas._tcp", STORAGE, 80),
          type(Evidence.MDNS, "_qdiscover._tcp", STORAGE, 80),
          type(Evidence.MDNS, "_workstation._tcp", COMPUTER, 60),
          type(Evidence.MDNS, "_apple-mobdev", PHONE, 50),
          type(Evidence.MDNS, "model=macbook", COMPUTER, 90),
          type(Evidence.MDNS, "model=imac", COMPUTER, 90),
          type(Evidence.MDNS, "model=mac", COMPUTER, 80),
          type(Evidence.MDNS, "model=iphone", PHONE, 90),
          type(Evidence.MDNS, "model=ipad", TABLET, 90),
          type(Evidence.MDNS, "model=appletv", PLAYER, 90),
          type(Evidence.MDNS, "model=xserve", STORAGE, 30),
          os(Evidence.MDNS, "model=macbook", "macOS", 90),
          os(Evidence.MDNS, "model=imac", "macOS", 90),
          os(Evidence.MDNS, "model=mac", "macOS", 80),
          os(Evidence.MDNS, "model=iphone", "iOS", 90),
          os(Evidence.MDNS, "model=ipad", "iPadOS", 90),
          os(Evidence.MDNS, "model=appletv", "tvOS", 90),
          os(Evidence.MDNS, "_workstation._tcp", "Linux", 50),
          os(Evidence.MDNS, "_companion-link._tcp", "macOS or iOS or iPadOS or tvOS", 50),
          // Servers and searchers of UPnP
          os(Evidence.SSDP, "windows/10", "Windows 10 or Windows 11", 70),
          os(Evidence.SSDP, "windows/6.1", "Windows 7", 70),
          os(Evidence.SSDP, "windows", "Windows", 60),
          os(Evidence.SSDP, "mac os x", "macOS", 60),
          os(Evidence.SSDP, "freebsd", "FreeBSD", 60),
          os(Evidence.SSDP, "linux", "Linux or Android", 60),
          type(Evidence.SSDP, "internetgatewaydevice", ROUTER, 70),
          type(Evidence.SSDP, "miniupnpd", ROUTER, 60),
          type(Evidence.SSDP, "igd", ROUTER, 50),
          type(Evidence.SSDP, "sonos", PLAYER, 90),
          type(Evidence.SSDP, "roku", PLAYER, 80),
          type(Evidence.SSDP, "mediarenderer", PLAYER, 50),
          type(Evidence.SSDP, "ipbridge", THING, 90),
          type(Evidence.SSDP, "printer", PRINTER, 80),
          type(Evidence.SSDP, "synology", STORAGE, 90),
          type(Evidence.SSDP, "qnap", STORAGE, 90),
          type(Evidence.SSDP, "mediaserver", STORAGE, 30),
          type(Evidence.SSDP, "samsung", TV, 50),
          type(Evidence.SSDP, "webos", TV, 70),
          type(Evidence.SSDP, "xbox", CONSOLE, 80));

  private ClueRules() {}

  private static Rule os(Evidence evidence, String part, String value, int weight) {
    return new Rule(evidence, part, Trait.OS, value, weight);
  }

  private static Rule type(Evidence evidence, String part, String value, int weight) {
    return new Rule(evidence, part, Trait.DEVICE_TYPE, value, weight);
  }

  /** What this text hints at: at most one value for each trait. */
  static List<Clue> of(Evidence evidence, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<Clue> clues = new ArrayList<>(2);
    Trait found = null;
    for (Rule rule : RULES) {
      if (rule.evidence == evidence && rule.trait != found && fits(rule, lower)) {
        clues.add(new Clue(rule.trait, rule.value, evidence, text, rule.weight));
        if (clues.size() == 2) {
          return clues;
        }
        found = rule.trait;
      }
    }
    return clues;
  }

  /** A fingerprint must be the same, any other text hold the part. */
  private static boolean fits(Rule rule, String lower) {
    return rule.evidence == Evidence.DHCP_FINGERPRINT
        ? lower.equals(rule.part)
        : lower.contains(rule.part);
  }

  /** What a DHCP client's messages hint at. */
  static List<Clue> of(Lease lease) {
    List<Clue> clues = new ArrayList<>(of(Evidence.DHCP_FINGERPRINT, lease.fingerprint()));
    clues.addAll(of(Evidence.DHCP_VENDOR_CLASS, lease.vendorClass()));
    return clues;
  }
}
