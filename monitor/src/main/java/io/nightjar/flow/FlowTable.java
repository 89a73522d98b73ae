package io.nightjar.flow;

import io.nightjar.packet.Packet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one interface: open addressing with linear probing. Both directions of a flow hash
 * alike. Owned by one worker.
 */
public final class FlowTable {
  private @Nullable Flow[] slots = new Flow[1 << 12];
  private int size;

  /** A hash of VLAN, protocol, addresses and ports that is the same for both directions. */
  public static int hash(Packet packet) {
    long source = mix(packet.srcHigh(), packet.srcLow(), packet.srcPort());
    long destination = mix(packet.dstHigh(), packet.dstLow(), packet.dstPort());
    long both = source + destination + packet.protocol() * 0x9e3779b9L + packet.vlanId();
    both = (both ^ (both >>> 32)) * 0x94d049bb133111ebL;
    return (int) (both >>> 32);
  }

  private static long mix(long high, long low, int port) {
    long mixed = ((high * 0x9e3779b97f4a7c15L) ^ low) * 0xbf58476d1ce4e5b9L + port;
    return (mixed ^ (mixed >>> 29)) * 0x9fb21c651e98df25L;
  }

  /** The flow of this packet, either direction, or null. */
  public @Nullable Flow find(Packet packet, int hash) {
    int mask = slots.length - 1;
    for (int i = hash & mask; ; i = (i + 1) & mask) {
      Flow flow = slots[i];
      if (flow == null || (flow.hash == hash && flow.holds(packet))) {
        return flow;
      }
    }
  }

  /** Adds a flow that is not in the table. */
  public void add(Flow flow) {
    if (size * 2 >= slots.length) {
      grow();
    }
    place(slots, flow);
    size++;
  }

  private void grow() {
    @Nullable Flow[] wider = new Flow[slots.length * 2];
    forEach(flow -> place(wider, flow));
    slots = wider;
  }

  private static void place(@Nullable Flow[] slots, Flow flow) {
    int mask = slots.length - 1;
    int i = flow.hash & mask;
    while (slots[i] != null) {
      i = (i + 1) & mask;
    }
    slots[i] = flow;
  }

  /** Removes a flow of the table; flows after it move up, so no probe sequence breaks. */
  @SuppressWarnings("ReferenceEquality") // the same flow, not an equal one
  public void remove(Flow flow) {
    int mask = slots.length - 1;
    int hole = flow.hash & mask;
    while (slots[hole] != flow) {
      if (slots[hole] == null) {
        throw new AssertionError("a flow that is not in the table was removed");
      }
      hole = (hole + 1) & mask;
    }
    for (int i = (hole + 1) & mask; ; i = (i + 1) & mask) {
      Flow later = slots[i];
      if (later == null) {
        break;
      }
      if (((i - later.hash) & mask) >= ((i - hole) & mask)) {
        slots[hole] = later;
        hole = i;
      }
    }
    slots[hole] = null;
    size--;
  }

  /** Every flow, in no order. */
  public void forEach(Consumer<Flow> visitor) {
    for (Flow flow : slots) {
      if (flow != null) {
        visitor.accept(flow);
      }
    }
  }

  /** How many flows. */
  public int size() {
    return size;
  }
}
