package io.nightjar.natives.packetring;

/**
 * The program by which the kernel chooses the ring of a frame (PACKET_FANOUT_CBPF): a number, taken
 * modulo the number of rings.
 *
 * <p>It is the same for both directions of a flow: from the two addresses, and for TCP from the two
 * ports. Without ports elsewhere, because later fragments have none, and because both directions of
 * VXLAN, GENEVE and the like have unlike ports. The outer IP header counts, behind VLAN tags, PPPoE
 * and MPLS labels. Frames without IP go to the first ring.
 *
 * <p>The kernel's own hash is not used: it takes the ports where it finds them, so that a query and
 * the fragments of its answer, or the two directions of a tunnel, come to different rings; and its
 * reassembly would hide fragments.
 */
/* The packet begins at the network header for received frames and at the link header for sent ones
 * (packet(7) taps differ so). Memory: 0 scratch, 1 where IP begins, 2 addresses, 3 ports. */
final class FlowSplit {
  private static final int SCRATCH = 0;
  private static final int IP = 1;
  private static final int ADDRESSES = 2;
  private static final int PORTS = 3;

  private static final int ETHERNET_BYTES = 14;
  private static final int TCP = 6;
  private static final int MPLS_LABELS = 4;

  /* Odd numbers without pattern: multiplying spreads what differs into the upper half. */
  private static final int MIX_ADDRESSES = 0x9e3779b1;
  private static final int MIX_PORTS = 0x85ebca77;

  private FlowSplit() {}

  static BpfProgram program() {
    BpfAssembler code = new BpfAssembler();
    start(code);
    tag(code, "second tag", "no tag");
    code.place("second tag");
    tag(code, "no tag", "no tag");
    code.place("no tag")
        .ifEqual(0x0800, "ipv4")
        .ifEqual(0x86dd, "ipv6")
        .ifEqual(0x8864, "pppoe")
        .ifEqual(0x8847, "mpls")
        .ifNot(0x8848, "first ring");
    mpls(code);
    pppoe(code);
    code.place("first ring").add(Bpf.RETURN, 0);
    ipv4(code);
    ipv6(code);
    mix(code);
    return code.assemble();
  }

  /** X is where the payload begins, A its ethertype. */
  private static void start(BpfAssembler code) {
    code.add(Bpf.LOAD, Bpf.PACKET_TYPE)
        .add(Bpf.LOAD_X_VALUE, ETHERNET_BYTES)
        .ifEqual(4, "ethertype")
        .add(Bpf.LOAD_X_VALUE, 0)
        .place("ethertype")
        .add(Bpf.LOAD, Bpf.ETHERTYPE);
  }

  /** A tag that is still in the frame: TCI, ethertype. */
  private static void tag(BpfAssembler code, String then, String otherwise) {
    String tag = then + " found";
    code.ifEqual(0x8100, tag).ifEqual(0x88a8, tag).goTo(otherwise).place(tag);
    code.add(Bpf.LOAD_SHORT_AT_X, 2);
    step(code, 4);
  }

  /** Moves X on, keeping A. */
  private static void step(BpfAssembler code, int bytes) {
    code.add(Bpf.STORE, SCRATCH)
        .add(Bpf.X_TO_A)
        .add(Bpf.ADD, bytes)
        .add(Bpf.A_TO_X)
        .add(Bpf.LOAD_CELL, SCRATCH);
  }

  private static void mpls(BpfAssembler code) {
    code.place("mpls");
    for (int i = 0; i < MPLS_LABELS; i++) {
      code.add(Bpf.LOAD_AT_X, 0);
      step(code, 4);
      code.ifAnyBit(0x100, "last label");
    }
    code.goTo("first ring")
        .place("last label")
        .add(Bpf.LOAD_BYTE_AT_X, 0)
        .add(Bpf.SHIFT_RIGHT, 4)
        .ifEqual(4, "ipv4")
        .ifEqual(6, "ipv6")
        .goTo("first ring");
  }

  private static void pppoe(BpfAssembler code) {
    code.place("pppoe").add(Bpf.LOAD_SHORT_AT_X, 6);
    step(code, 8);
    code.ifEqual(0x0021, "ipv4").ifEqual(0x0057, "ipv6");
  }

  private static void ipv4(BpfAssembler code) {
    code.place("ipv4").add(Bpf.STORE_X, IP).add(Bpf.LOAD_VALUE, 0).add(Bpf.STORE, PORTS);
    code.add(Bpf.LOAD_SHORT_AT_X, 6).ifAnyBit(0x3fff, "ipv4 addresses");
    code.add(Bpf.LOAD_BYTE_AT_X, 9).ifNot(TCP, "ipv4 addresses");
    code.add(Bpf.LOAD_BYTE_AT_X, 0)
        .add(Bpf.AND, 0x0f)
        .add(Bpf.SHIFT_LEFT, 2)
        .add(Bpf.ADD_X)
        .add(Bpf.A_TO_X);
    ports(code, 0);
    code.place("ipv4 addresses").add(Bpf.LOAD_AT_X, 12).add(Bpf.STORE, ADDRESSES);
    and(code, 16, ADDRESSES);
    code.goTo("mix");
  }

  private static void ipv6(BpfAssembler code) {
    code.place("ipv6").add(Bpf.STORE_X, IP).add(Bpf.LOAD_VALUE, 0).add(Bpf.STORE, PORTS);
    code.add(Bpf.LOAD_BYTE_AT_X, 6).ifNot(TCP, "ipv6 addresses");
    ports(code, 40);
    code.place("ipv6 addresses").add(Bpf.LOAD_AT_X, 8).add(Bpf.STORE, ADDRESSES);
    for (int word = 12; word < 40; word += 4) {
      and(code, word, ADDRESSES);
    }
  }

  private static void ports(BpfAssembler code, int offset) {
    code.add(Bpf.LOAD_SHORT_AT_X, offset)
        .add(Bpf.STORE, PORTS)
        .add(Bpf.LOAD_SHORT_AT_X, offset + 2)
        .add(Bpf.LOAD_X_CELL, PORTS)
        .add(Bpf.XOR_X)
        .add(Bpf.STORE, PORTS)
        .add(Bpf.LOAD_X_CELL, IP);
  }

  /** A further word of the header into the cell, by exclusive or: the order does not matter. */
  private static void and(BpfAssembler code, int offset, int cell) {
    code.add(Bpf.LOAD_AT_X, offset)
        .add(Bpf.LOAD_X_CELL, cell)
        .add(Bpf.XOR_X)
        .add(Bpf.STORE, cell)
        .add(Bpf.LOAD_X_CELL, IP);
  }

  private static void mix(BpfAssembler code) {
    code.place("mix")
        .add(Bpf.LOAD_CELL, ADDRESSES)
        .add(Bpf.MULTIPLY, MIX_ADDRESSES)
        .add(Bpf.STORE, ADDRESSES)
        .add(Bpf.LOAD_CELL, PORTS)
        .add(Bpf.MULTIPLY, MIX_PORTS)
        .add(Bpf.LOAD_X_CELL, ADDRESSES)
        .add(Bpf.ADD_X)
        .add(Bpf.SHIFT_RIGHT, 16)
        .add(Bpf.RETURN_A);
  }
}
