package io.nightjar.packet;

/** EtherType numbers (IEEE 802 numbers, registry of the IEEE Registration Authority). */
public final class EtherType {
  public static final int IPV4 = 0x0800;
  public static final int IPV6 = 0x86dd;
  public static final int VLAN = 0x8100;
  public static final int SERVICE_VLAN = 0x88a8;
  public static final int OLD_SERVICE_VLAN = 0x9100;
  public static final int VN_TAG = 0x8926;
  public static final int MPLS = 0x8847;
  public static final int MPLS_UPSTREAM = 0x8848;
  public static final int PPPOE_DISCOVERY = 0x8863;
  public static final int PPPOE_SESSION = 0x8864;
  public static final int PROVIDER_BACKBONE = 0x88e7;
  public static final int NSH = 0x894f;
  public static final int TRANSPARENT_ETHERNET = 0x6558;
  public static final int PPP = 0x880b;
  public static final int WCCP = 0x883e;
  public static final int ERSPAN = 0x88be;
  public static final int ERSPAN_3 = 0x22eb;
  public static final int FABRICPATH = 0x8903;

  /** Smaller values are not types but the length of an LLC frame (IEEE 802.3 clause 3.2.6). */
  public static final int SMALLEST = 0x0600;

  private EtherType() {}

  /** What a frame of this type is, when nothing inside it is read. */
  static PacketKind kind(int etherType) {
    return switch (etherType) {
      case 0x0806, 0x8035 -> PacketKind.ARP;
      case 0x88cc -> PacketKind.LLDP;
      case 0x888e -> PacketKind.EAPOL;
      case 0x88e5 -> PacketKind.MACSEC;
      case 0x8809 -> PacketKind.SLOW_PROTOCOL;
      case 0x8808 -> PacketKind.FLOW_CONTROL;
      case 0x88f7 -> PacketKind.PTP;
      case 0x8902 -> PacketKind.CFM;
      case 0x9000 -> PacketKind.LOOPBACK;
      case 0x0842 -> PacketKind.WAKE_ON_LAN;
      case MPLS, MPLS_UPSTREAM -> PacketKind.MPLS;
      case 0x22f3 -> PacketKind.TRILL;
      case NSH -> PacketKind.NSH;
      case PPPOE_DISCOVERY -> PacketKind.PPPOE_DISCOVERY;
      case PPPOE_SESSION -> PacketKind.PPPOE_SESSION;
      case 0x8137 -> PacketKind.IPX;
      default -> industrialOrVendor(etherType);
    };
  }

  private static PacketKind industrialOrVendor(int etherType) {
    return switch (etherType) {
      case 0x8892 -> PacketKind.PROFINET;
      case 0x88a4 -> PacketKind.ETHERCAT;
      case 0x88ab -> PacketKind.POWERLINK;
      case 0x88cd -> PacketKind.SERCOS;
      case 0x88b8 -> PacketKind.GOOSE;
      case 0x88b9 -> PacketKind.GSE;
      case 0x88ba -> PacketKind.SAMPLED_VALUES;
      case 0x8906, 0x8914 -> PacketKind.FCOE;
      case 0x88a2 -> PacketKind.ATA_OVER_ETHERNET;
      case 0x887b, 0x88e1, 0x8912 -> PacketKind.HOMEPLUG;
      case 0x8899 -> PacketKind.REALTEK;
      case 0x4305 -> PacketKind.BATMAN;
      default -> PacketKind.UNKNOWN_ETHERTYPE;
    };
  }
}
