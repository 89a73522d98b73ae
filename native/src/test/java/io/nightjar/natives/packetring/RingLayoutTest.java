package io.nightjar.natives.packetring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets and numbers against those a C compiler takes from the kernel's headers. */
class RingLayoutTest {
  private static final String PROGRAM =
      """
      #include <stdio.h>
      #include <stddef.h>
      #include <sys/socket.h>
      #include <linux/if_packet.h>
      #include <linux/filter.h>
      #include <linux/sockios.h>
      #include <net/if.h>
      int main(void) {
      PRINTS
        return 0;
      }
      """;

  @TempDir private Path folder;

  @Test
  void everyOffsetSizeAndNumberIsTheKernels() throws Exception {
    Map<String, Long> ours = ours();
    Map<String, Long> kernels = kernels(ours.keySet());
    assertEquals(ours, kernels);
  }

  private static Map<String, Long> ours() {
    Map<String, Long> ours = new LinkedHashMap<>();
    String block = "offsetof(struct tpacket_block_desc, hdr.bh1.";
    ours.put(block + "block_status)", RingLayout.BLOCK_STATUS);
    ours.put(block + "num_pkts)", RingLayout.BLOCK_FRAMES);
    ours.put(block + "offset_to_first_pkt)", RingLayout.BLOCK_FIRST);
    String frame = "offsetof(struct tpacket3_hdr, ";
    ours.put(frame + "tp_next_offset)", RingLayout.FRAME_NEXT);
    ours.put(frame + "tp_sec)", RingLayout.FRAME_SECONDS);
    ours.put(frame + "tp_nsec)", RingLayout.FRAME_NANOS);
    ours.put(frame + "tp_snaplen)", RingLayout.FRAME_CAPTURED);
    ours.put(frame + "tp_len)", RingLayout.FRAME_WIRE);
    ours.put(frame + "tp_status)", RingLayout.FRAME_STATUS);
    ours.put(frame + "tp_mac)", RingLayout.FRAME_MAC);
    ours.put(frame + "hv1.tp_vlan_tci)", RingLayout.FRAME_VLAN_TCI);
    ours.put(frame + "hv1.tp_vlan_tpid)", RingLayout.FRAME_VLAN_TPID);
    String request = "offsetof(struct tpacket_req3, ";
    ours.put(request + "tp_block_size)", RingLayout.REQUEST_BLOCK_BYTES);
    ours.put(request + "tp_block_nr)", RingLayout.REQUEST_BLOCKS);
    ours.put(request + "tp_frame_size)", RingLayout.REQUEST_FRAME_BYTES);
    ours.put(request + "tp_frame_nr)", RingLayout.REQUEST_FRAMES);
    ours.put(request + "tp_retire_blk_tov)", RingLayout.REQUEST_RETIRE_MILLIS);
    ours.put("offsetof(struct sockaddr_ll, sll_protocol)", RingLayout.ADDRESS_PROTOCOL);
    ours.put("offsetof(struct sockaddr_ll, sll_ifindex)", RingLayout.ADDRESS_INDEX);
    ours.put("offsetof(struct packet_mreq, mr_type)", RingLayout.MEMBERSHIP_TYPE);
    ours.put("offsetof(struct sock_fprog, filter)", RingLayout.PROGRAM_CODE);
    ours.put("offsetof(struct ifreq, ifr_ifindex)", RingLayout.REQUEST_INTERFACE_NAME);
    ours.put("sizeof(struct tpacket_req3)", RingLayout.REQUEST_BYTES);
    ours.put("sizeof(struct tpacket_stats_v3)", RingLayout.STATISTICS_BYTES);
    ours.put("sizeof(struct sockaddr_ll)", RingLayout.ADDRESS_BYTES);
    ours.put("sizeof(struct packet_mreq)", RingLayout.MEMBERSHIP_BYTES);
    ours.put("sizeof(struct sock_fprog)", RingLayout.PROGRAM_BYTES);
    ours.put("sizeof(struct sock_filter)", BpfProgram.INSTRUCTION_BYTES);
    ours.put("sizeof(struct ifreq)", RingLayout.REQUEST_INTERFACE_BYTES);
    ours.put("TP_STATUS_USER", (long) RingLayout.STATUS_USER);
    ours.put("TP_STATUS_VLAN_VALID", (long) RingLayout.STATUS_VLAN);
    ours.put("TP_STATUS_VLAN_TPID_VALID", (long) RingLayout.STATUS_VLAN_TPID);
    ours.put("SIOCGIFFLAGS", InterfaceName.FLAGS);
    ours.put("SIOCGIFHWADDR", InterfaceName.HARDWARE);
    ours.put("SIOCGIFINDEX", InterfaceName.INDEX);
    ours.put("(BPF_LD | BPF_W | BPF_ABS)", (long) Bpf.LOAD);
    ours.put("(BPF_LD | BPF_IMM)", (long) Bpf.LOAD_VALUE);
    ours.put("(BPF_LD | BPF_MEM)", (long) Bpf.LOAD_CELL);
    ours.put("(BPF_LD | BPF_W | BPF_IND)", (long) Bpf.LOAD_AT_X);
    ours.put("(BPF_LD | BPF_H | BPF_IND)", (long) Bpf.LOAD_SHORT_AT_X);
    ours.put("(BPF_LD | BPF_B | BPF_IND)", (long) Bpf.LOAD_BYTE_AT_X);
    ours.put("(BPF_LDX | BPF_IMM)", (long) Bpf.LOAD_X_VALUE);
    ours.put("(BPF_LDX | BPF_MEM)", (long) Bpf.LOAD_X_CELL);
    ours.put("BPF_ST", (long) Bpf.STORE);
    ours.put("BPF_STX", (long) Bpf.STORE_X);
    ours.put("(BPF_ALU | BPF_ADD | BPF_K)", (long) Bpf.ADD);
    ours.put("(BPF_ALU | BPF_ADD | BPF_X)", (long) Bpf.ADD_X);
    ours.put("(BPF_ALU | BPF_MUL | BPF_K)", (long) Bpf.MULTIPLY);
    ours.put("(BPF_ALU | BPF_AND | BPF_K)", (long) Bpf.AND);
    ours.put("(BPF_ALU | BPF_LSH | BPF_K)", (long) Bpf.SHIFT_LEFT);
    ours.put("(BPF_ALU | BPF_RSH | BPF_K)", (long) Bpf.SHIFT_RIGHT);
    ours.put("(BPF_ALU | BPF_XOR | BPF_X)", (long) Bpf.XOR_X);
    ours.put("(BPF_MISC | BPF_TAX)", (long) Bpf.A_TO_X);
    ours.put("(BPF_MISC | BPF_TXA)", (long) Bpf.X_TO_A);
    ours.put("(BPF_JMP | BPF_JA)", (long) Bpf.JUMP);
    ours.put("(BPF_JMP | BPF_JEQ | BPF_K)", (long) Bpf.JUMP_IF_EQUAL);
    ours.put("(BPF_JMP | BPF_JSET | BPF_K)", (long) Bpf.JUMP_IF_ANY_BIT);
    ours.put("(BPF_RET | BPF_K)", (long) Bpf.RETURN);
    ours.put("(BPF_RET | BPF_A)", (long) Bpf.RETURN_A);
    ours.put("(SKF_AD_OFF + SKF_AD_PROTOCOL)", (long) Bpf.ETHERTYPE);
    ours.put("(SKF_AD_OFF + SKF_AD_PKTTYPE)", (long) Bpf.PACKET_TYPE);
    return ours;
  }

  private Map<String, Long> kernels(Iterable<String> expressions) throws Exception {
    StringBuilder prints = new StringBuilder();
    for (String each : expressions) {
      prints.append("  printf(\"%s=%%ld\\n\", (long) %s);\n".formatted(each, each));
    }
    Path source = Files.writeString(folder.resolve("layout.c"), PROGRAM.replace("PRINTS", prints));
    Path program = folder.resolve("layout");
    assumeTrue(compiles(source, program), "skipped: no C compiler with Linux headers");
    Process run = new ProcessBuilder(program.toString()).start();
    return run.inputReader()
        .lines()
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf('=')),
                line -> Long.valueOf(line.substring(line.lastIndexOf('=') + 1))));
  }

  private static boolean compiles(Path source, Path program) throws InterruptedException {
    try {
      return new ProcessBuilder("cc", "-o", program.toString(), source.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
