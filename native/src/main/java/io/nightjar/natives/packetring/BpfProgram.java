package io.nightjar.natives.packetring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in classic BPF (Linux, networking/filter.rst), which the kernel runs on each frame.
 *
 * @param instructions in order
 */
public record BpfProgram(List<Instruction> instructions) {
  /** Bytes of {@code struct sock_filter} and {@code struct bpf_insn}: code, two jumps, value. */
  static final long INSTRUCTION_BYTES = 8;

  private static final int PACKET_OUTGOING = 4;

  /**
   * One instruction.
   *
   * @param code what it does
   * @param jumpIf instructions to skip where a comparison holds
   * @param jumpElse instructions to skip where it does not
   * @param value its operand
   */
  public record Instruction(int code, int jumpIf, int jumpElse, int value) {}

  /** Copies the list. */
  public BpfProgram {
    instructions = List.copyOf(instructions);
  }

  /** Takes this many bytes of every frame; with 0, drops all. */
  public static BpfProgram everything(int snapBytes) {
    return new BpfProgram(List.of(new Instruction(Bpf.RETURN, 0, 0, snapBytes)));
  }

  /**
   * Reads the program of a {@code struct bpf_program}: a count, and a pointer to as many
   * instructions.
   */
  public static BpfProgram read(MemorySegment program) {
    int count = program.get(JAVA_INT, 0);
    MemorySegment code = program.get(ADDRESS, 8).reinterpret(count * INSTRUCTION_BYTES);
    List<Instruction> instructions = new ArrayList<>(count);
    for (long at = 0; at < code.byteSize(); at += INSTRUCTION_BYTES) {
      instructions.add(
          new Instruction(
              Short.toUnsignedInt(code.get(JAVA_SHORT, at)),
              Byte.toUnsignedInt(code.get(JAVA_BYTE, at + 2)),
              Byte.toUnsignedInt(code.get(JAVA_BYTE, at + 3)),
              code.get(JAVA_INT, at + 4)));
    }
    return new BpfProgram(instructions);
  }

  /** The same, after dropping what this machine sends: loopback shows it a second time. */
  BpfProgram withoutOutgoing() {
    List<Instruction> all = new ArrayList<>();
    all.add(new Instruction(Bpf.LOAD, 0, 0, Bpf.PACKET_TYPE));
    all.add(new Instruction(Bpf.JUMP_IF_EQUAL, 0, 1, PACKET_OUTGOING));
    all.add(new Instruction(Bpf.RETURN, 0, 0, 0));
    all.addAll(instructions);
    return new BpfProgram(all);
  }

  /** As a {@code struct sock_fprog}. */
  MemorySegment write(Arena arena) {
    MemorySegment code = arena.allocate(instructions.size() * INSTRUCTION_BYTES, 4);
    long at = 0;
    for (Instruction each : instructions) {
      code.set(JAVA_SHORT, at, (short) each.code());
      code.set(JAVA_BYTE, at + 2, (byte) each.jumpIf());
      code.set(JAVA_BYTE, at + 3, (byte) each.jumpElse());
      code.set(JAVA_INT, at + 4, each.value());
      at += INSTRUCTION_BYTES;
    }
    MemorySegment program = arena.allocate(RingLayout.PROGRAM_BYTES, ADDRESS.byteAlignment());
    program.set(JAVA_SHORT, 0, (short) instructions.size());
    program.set(ADDRESS, RingLayout.PROGRAM_CODE, code);
    return program;
  }
}
