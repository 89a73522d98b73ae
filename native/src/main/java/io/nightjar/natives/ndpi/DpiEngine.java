package io.nightjar.natives.ndpi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.nightjar.natives.libc.NativeLibrary;
import io.nightjar.natives.libc.NativeLibraryException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One nDPI detection module. It belongs to the thread that opened it; nothing of it is shared.
 *
 * <p>A flow is a native address from {@link #newFlow}, 0 for none, to be given back to {@link
 * #freeFlow}. A protocol is nDPI's {@code struct ndpi_proto} in a long: {@link #master}, {@link
 * #application}.
 */
public final class DpiEngine implements AutoCloseable {
  /** The file the dynamic linker is asked for. */
  static final String LIBRARY = "libndpi.so.4.2";

  private static final String TESTED_REVISION = "4.2.";
  private static final int JSON_FORMAT = 2;
  private static final int SERIALIZER_BYTES = 72;
  private static final int MAX_JSON_BYTES = 1 << 20;

  private final Arena arena = Arena.ofConfined();
  private final long module;
  private final long flowBytes;
  private final MemorySegment serializer = arena.allocate(SERIALIZER_BYTES, 8);
  private final MemorySegment jsonLength = arena.allocate(JAVA_INT);
  private final MemorySegment guessed = arena.allocate(JAVA_BYTE);
  private final Map<Integer, String> names = new HashMap<>();
  private long liveFlows;

  private DpiEngine() {
    module = openModule();
    flowBytes = Integer.toUnsignedLong(NdpiLibrary.sizeofFlow());
    if (NdpiLibrary.initSerializer(serializer, JSON_FORMAT) != 0) {
      throw new NativeLibraryException("libndpi cannot make a JSON serializer", null);
    }
  }

  /**
   * Opens a module with every protocol enabled; takes some 20 ms.
   *
   * @throws NativeLibraryException when libndpi is missing or of a version that was not tested
   */
  public static DpiEngine open() {
    check();
    return new DpiEngine();
  }

  /**
   * Looks for the library without opening a module.
   *
   * @throws NativeLibraryException as {@link #open}
   */
  public static void check() {
    requireLibrary();
    String revision = text(NdpiRevision.text());
    if (!revision.startsWith(TESTED_REVISION)) {
      throw new NativeLibraryException(
          "libndpi "
              + revision
              + " was not tested with Nightjar, which needs 4.2: install Debian's libndpi4.2",
          null);
    }
  }

  private static void requireLibrary() {
    NativeLibrary _ = NativeLibrary.open(LIBRARY);
  }

  private long openModule() {
    // nDPI fills tables of the whole process while it initialises.
    synchronized (DpiEngine.class) {
      long opened = NdpiLibrary.initDetectionModule(0);
      if (opened == 0) {
        throw new NativeLibraryException("libndpi cannot open a detection module", null);
      }
      try (Arena scratch = Arena.ofConfined()) {
        MemorySegment everyProtocol = scratch.allocate(64).fill((byte) 0xff);
        NdpiLibrary.setBitmask(opened, everyProtocol);
      }
      NdpiLibrary.finalizeInitialization(opened);
      return opened;
    }
  }

  /** Memory for one flow's detection, zeroed; 0 when there is none left. */
  public long newFlow() {
    long flow = NdpiLibrary.calloc(1, flowBytes);
    liveFlows += flow == 0 ? 0 : 1;
    return flow;
  }

  /** Gives a flow's memory back; 0 is ignored. */
  public void freeFlow(long flow) {
    if (flow != 0) {
      liveFlows--;
      NdpiLibrary.freeFlow(flow);
    }
  }

  /** Flows not yet freed. */
  public long liveFlows() {
    return liveFlows;
  }

  /** Bytes of native memory a flow takes, without what its dissectors add. */
  public long flowBytes() {
    return flowBytes;
  }

  /**
   * Looks at one packet.
   *
   * @param packet native memory
   * @param offset of the IP header
   * @param length captured bytes from there, at most 65,535 are looked at
   * @param timeMillis of the packet, since the epoch
   * @return the protocol so far, with {@link #master} and {@link #application} 0 while unknown
   */
  public long process(long flow, MemorySegment packet, long offset, int length, long timeMillis) {
    int looked = Math.min(length, 0xffff);
    Objects.checkFromIndexSize(offset, looked, packet.byteSize());
    return NdpiLibrary.processPacket(
        module, flow, packet.address() + offset, (short) looked, timeMillis);
  }

  /** Whether more packets can tell more of a flow whose protocol is known. */
  public boolean wantsMore(long flow) {
    return NdpiLibrary.extraDissectionPossible(module, flow) != 0;
  }

  /** The last word on a flow, by ports and addresses where payload did not tell. */
  public long giveUp(long flow) {
    guessed.set(JAVA_BYTE, 0, (byte) 0);
    return NdpiLibrary.giveUp(module, flow, (byte) 1, guessed);
  }

  /** Whether the last {@link #giveUp} had to guess. */
  public boolean guessed() {
    return guessed.get(JAVA_BYTE, 0) != 0;
  }

  /** All nDPI knows of the flow as a JSON object; strings in it are as the network sent them. */
  public byte[] json(long flow, long protocol) {
    NdpiLibrary.resetSerializer(serializer);
    NdpiLibrary.dpi2json(module, flow, protocol, serializer);
    MemorySegment buffer = NdpiLibrary.serializerBuffer(serializer, jsonLength);
    long length = Integer.toUnsignedLong(jsonLength.get(JAVA_INT, 0));
    if (buffer.address() == 0 || length > MAX_JSON_BYTES) {
      return new byte[] {'{', '}'};
    }
    return buffer.reinterpret(length).toArray(JAVA_BYTE);
  }

  /** nDPI's name of a protocol number. */
  public String name(int protocol) {
    return names.computeIfAbsent(
        protocol, id -> text(NdpiLibrary.protocolName(module, id.shortValue())));
  }

  /** The protocol that carries the application, 0 when there is none. */
  public static int master(long protocol) {
    return (int) (protocol & 0xffff);
  }

  /** The application, 0 when unknown. */
  public static int application(long protocol) {
    return (int) (protocol >>> 16 & 0xffff);
  }

  private static String text(MemorySegment pointer) {
    return pointer.address() == 0
        ? ""
        : pointer.reinterpret(256).getString(0, StandardCharsets.ISO_8859_1);
  }

  /** Ends the module; flows must have been freed before. */
  @Override
  public void close() {
    NdpiLibrary.termSerializer(serializer);
    NdpiLibrary.exitDetectionModule(module);
    arena.close();
  }
}
