package io.nightjar.natives.packetring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a BPF program with named places to jump to, all of them ahead. */
final class BpfAssembler {
  private static final String NEXT = "";

  private record Step(int code, int value, String jumpIf, String jumpElse) {}

  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  BpfAssembler add(int code, int value) {
    steps.add(new Step(code, value, NEXT, NEXT));
    return this;
  }

  BpfAssembler add(int code) {
    return add(code, 0);
  }

  /** Goes on at the place where A equals the value, else with the next instruction. */
  BpfAssembler ifEqual(int value, String place) {
    steps.add(new Step(Bpf.JUMP_IF_EQUAL, value, place, NEXT));
    return this;
  }

  /** Goes on at the place where A does not equal the value. */
  BpfAssembler ifNot(int value, String place) {
    steps.add(new Step(Bpf.JUMP_IF_EQUAL, value, NEXT, place));
    return this;
  }

  /** Goes on at the place where A has any of these bits. */
  BpfAssembler ifAnyBit(int bits, String place) {
    steps.add(new Step(Bpf.JUMP_IF_ANY_BIT, bits, place, NEXT));
    return this;
  }

  BpfAssembler goTo(String place) {
    steps.add(new Step(Bpf.JUMP, 0, place, NEXT));
    return this;
  }

  /** The next instruction stands at this place. */
  BpfAssembler place(String name) {
    places.put(name, steps.size());
    return this;
  }

  BpfProgram assemble() {
    List<BpfProgram.Instruction> program = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int jumpIf = distance(i, step.jumpIf());
      int jumpElse = distance(i, step.jumpElse());
      program.add(
          step.code() == Bpf.JUMP
              ? new BpfProgram.Instruction(Bpf.JUMP, 0, 0, jumpIf)
              : new BpfProgram.Instruction(step.code(), jumpIf, jumpElse, step.value()));
    }
    return new BpfProgram(program);
  }

  private int distance(int from, String place) {
    if (place.equals(NEXT)) {
      return 0;
    }
    Integer to = places.get(place);
    if (to == null || to <= from || to - from > 256) {
      throw new AssertionError("no place " + place + " within 256 instructions after " + from);
    }
    return to - from - 1;
  }
}
