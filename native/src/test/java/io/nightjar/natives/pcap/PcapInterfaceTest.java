package io.nightjar.natives.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.nightjar.natives.libc.NativeLibraryException;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** libpcap on this machine, as far as it can be asked without the right to capture. */
class PcapInterfaceTest {
  @BeforeAll
  static void libpcapIsHere() {
    try {
      PcapVersion.check();
    } catch (NativeLibraryException e) {
      abort("skipped: " + e.getMessage());
    }
  }

  @Test
  void namesItsVersion() {
    assertTrue(PcapVersion.check().startsWith("libpcap version 1.10."));
  }

  @Test
  void everyInterfaceItListsIsAsTheJvmSeesIt() throws Exception {
    List<PcapInterface> all = PcapInterface.all();
    for (PcapInterface listed : all) {
      NetworkInterface known = NetworkInterface.getByName(listed.name());
      if (known != null) {
        assertEquals(known.isLoopback(), listed.isLoopback(), listed.name());
        assertEquals(known.isUp(), listed.isUp(), listed.name());
      }
    }
  }

  @Test
  void saysThatAnInterfaceIsNotThere() {
    PcapSettings settings = new PcapSettings("nosuch0", 96, false, 1 << 20, 20, "");
    PcapException refused =
        assertThrows(PcapException.class, () -> LivePcap.open(settings).close());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("nosuch0"), message);
    assertTrue(message.startsWith("no interface") || message.startsWith("no right"), message);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThrows(
        IllegalArgumentException.class, () -> new PcapSettings(" ", 96, true, 1 << 20, 20, ""));
    assertThrows(
        IllegalArgumentException.class, () -> new PcapSettings("lo", 0, true, 1 << 20, 20, ""));
  }
}
