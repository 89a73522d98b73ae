package io.nightjar.natives.pcap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.nightjar.natives.packetring.BpfProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A running capture on one interface. One thread at a time uses it; nothing is allocated per frame.
 *
 * <p>A frame stays where libpcap put it: {@link #memory} is all memory, and {@link #frameAddress}
 * is the offset of the frame in it, good until the next call.
 */
public final class LivePcap implements AutoCloseable {
  /** PCAP_ERRBUF_SIZE. */
  static final long ERROR_BYTES = 256;

  private static final int NANOSECONDS = 1;
  private static final int NETMASK_UNKNOWN = -1;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /* struct pcap_pkthdr: seconds and their fraction (long), caplen and len (unsigned int). */
  private static final long HEADER_FRACTION = 8;
  private static final long HEADER_CAPTURED = 16;
  private static final long HEADER_WIRE = 20;

  private final PcapSettings settings;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment header = arena.allocate(ADDRESS);
  private final MemorySegment data = arena.allocate(ADDRESS);
  private final MemorySegment stat = arena.allocate(JAVA_INT, 3);
  private final MemorySegment pcap;
  private long nanosPerFraction;
  private long headerAddress;
  private long frameAddress;
  private boolean closed;

  private LivePcap(PcapSettings settings) {
    this.settings = settings;
    MemorySegment error = arena.allocate(ERROR_BYTES);
    pcap = PcapLibrary.create(arena.allocateFrom(settings.interfaceName()), error);
    if (pcap.address() == 0) {
      String reason = error.getString(0);
      arena.close();
      throw new PcapException("cannot capture on " + settings.interfaceName() + ": " + reason);
    }
  }

  /**
   * Starts capturing.
   *
   * @throws PcapException when it cannot; the message says what to do
   * @throws IllegalArgumentException when the filter is none
   * @throws io.nightjar.natives.libc.NativeLibraryException when there is no libpcap to do it
   */
  public static LivePcap open(PcapSettings settings) {
    PcapVersion.check();
    LivePcap capture = new LivePcap(settings);
    try {
      capture.activate();
      capture.filter();
      return capture;
    } catch (PcapException | IllegalArgumentException e) {
      capture.close();
      throw e;
    }
  }

  private void activate() {
    // These only fail on a capture that runs already.
    int refused =
        PcapLibrary.setSnapLength(pcap, settings.snapBytes())
            | PcapLibrary.setPromiscuous(pcap, settings.promiscuous() ? 1 : 0)
            | PcapLibrary.setTimeout(pcap, settings.blockMillis())
            | PcapLibrary.setBufferSize(pcap, settings.bufferBytes());
    if (refused != 0) {
      throw new AssertionError("libpcap refused a setting: " + settings);
    }
    nanosPerFraction = PcapLibrary.setTimePrecision(pcap, NANOSECONDS) == 0 ? 1 : 1000;
    int status = PcapLibrary.activate(pcap);
    if (status < 0) {
      throw new PcapException(PcapRefusal.message(settings, status, error()));
    }
    MemorySegment error = arena.allocate(ERROR_BYTES);
    if (PcapLibrary.setNonBlocking(pcap, 1, error) != 0) {
      throw new PcapException(
          "cannot capture on " + settings.interfaceName() + ": " + error.getString(0));
    }
  }

  private void filter() {
    if (settings.filter().isBlank()) {
      return;
    }
    MemorySegment program = compiled();
    int status = PcapLibrary.setFilter(pcap, program);
    PcapLibrary.freeCode(program);
    if (status != 0) {
      throw new PcapException("cannot filter on " + settings.interfaceName() + ": " + error());
    }
  }

  /** The filter as a {@code struct bpf_program}, to be freed. */
  private MemorySegment compiled() {
    MemorySegment program = arena.allocate(JAVA_LONG, 2);
    MemorySegment text = arena.allocateFrom(settings.filter());
    if (PcapLibrary.compile(pcap, program, text, 1, NETMASK_UNKNOWN) != 0) {
      throw new IllegalArgumentException(
          "not a capture filter: '"
              + settings.filter()
              + "': "
              + error()
              + " (expected something like: tcp port 443; see pcap-filter(7))");
    }
    return program;
  }

  /**
   * The filter as a program for another capture on the same interface. It is compiled by a capture
   * that runs for a moment: only then libpcap knows that the kernel keeps VLAN tags beside frames.
   *
   * @throws IllegalArgumentException when the filter is none
   * @throws PcapException when there is no capture on this interface
   */
  public static BpfProgram compile(PcapSettings settings) {
    PcapVersion.check();
    try (LivePcap capture = new LivePcap(settings)) {
      capture.activate();
      MemorySegment program = capture.compiled();
      BpfProgram code = BpfProgram.read(program);
      PcapLibrary.freeCode(program);
      return code;
    }
  }

  /** The link type, a DLT_ number. */
  public int dataLink() {
    return PcapLibrary.dataLink(pcap);
  }

  /**
   * Goes to the next frame without waiting.
   *
   * @return whether there is one
   * @throws PcapException when the capture broke, because the interface went away
   */
  public boolean next() {
    int status = PcapLibrary.next(pcap, header, data);
    if (status == 1) {
      headerAddress = header.get(JAVA_LONG, 0);
      frameAddress = data.get(JAVA_LONG, 0);
      return true;
    }
    if (status != 0) {
      throw new PcapException("capture on " + settings.interfaceName() + " ended: " + error());
    }
    return false;
  }

  /** What to wait for with poll(2). */
  public int descriptor() {
    return PcapLibrary.selectableFd(pcap);
  }

  /** All memory: a frame's offset in it is its address. */
  public MemorySegment memory() {
    return MEMORY;
  }

  /** Where the frame begins. */
  public long frameAddress() {
    return frameAddress;
  }

  /** Bytes of the frame that were captured. */
  public int capturedBytes() {
    return MEMORY.get(JAVA_INT, headerAddress + HEADER_CAPTURED);
  }

  /** Bytes the frame had on the wire. */
  public int wireBytes() {
    return MEMORY.get(JAVA_INT, headerAddress + HEADER_WIRE);
  }

  /** When the frame passed, in nanoseconds since 1970 UTC. */
  public long timeNanos() {
    return MEMORY.get(JAVA_LONG, headerAddress) * NANOS_PER_SECOND
        + MEMORY.get(JAVA_LONG, headerAddress + HEADER_FRACTION) * nanosPerFraction;
  }

  /** Brings {@link #received}, {@link #dropped} and {@link #interfaceDropped} up to date. */
  public void readStatistics() {
    if (PcapLibrary.stats(pcap, stat) != 0) {
      throw new PcapException("no statistics of " + settings.interfaceName() + ": " + error());
    }
  }

  /** Frames the kernel had for this capture, modulo 2^32. */
  public int received() {
    return stat.get(JAVA_INT, 0);
  }

  /** Frames that were lost because the buffer was full, modulo 2^32. */
  public int dropped() {
    return stat.get(JAVA_INT, 4);
  }

  /** Frames the interface itself lost, modulo 2^32. */
  public int interfaceDropped() {
    return stat.get(JAVA_INT, 8);
  }

  private String error() {
    return PcapLibrary.error(pcap).reinterpret(ERROR_BYTES).getString(0);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      PcapLibrary.close(pcap);
      arena.close();
    }
  }
}
