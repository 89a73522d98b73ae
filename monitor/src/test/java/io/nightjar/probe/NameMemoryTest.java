package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameMemoryTest {
  private static List<IpAddress> addresses(String... texts) {
    return Stream.of(texts).map(IpAddress::parse).toList();
  }

  @Test
  void aNameThatTakesTurnsWithItsAddressesHasNotChanged() {
    NameMemory memory = new NameMemory();
    assertEquals(Optional.empty(), memory.see(addresses("192.0.2.1", "192.0.2.2")));
    assertEquals(Optional.empty(), memory.see(addresses("192.0.2.2")));
    assertEquals(Optional.empty(), memory.see(addresses("192.0.2.2", "192.0.2.3")));
    assertEquals(Optional.empty(), memory.see(List.of()));
    assertEquals(Optional.empty(), memory.see(addresses("192.0.2.1")));
  }

  @Test
  void aNameThatLeadsElsewhereHasChangedOnce() {
    NameMemory memory = new NameMemory();
    memory.see(addresses("192.0.2.2", "192.0.2.1"));
    assertEquals(
        Optional.of(new NameMemory.Change("192.0.2.1, 192.0.2.2", "198.51.100.1")),
        memory.see(addresses("198.51.100.1")));
    assertEquals(Optional.empty(), memory.see(addresses("198.51.100.1")));
    assertEquals(Optional.empty(), memory.see(addresses("192.0.2.1")), "it was there before");
  }

  @Test
  void onlySoManyAreRemembered() {
    NameMemory memory = new NameMemory();
    for (int i = 0; i <= 64; i++) {
      memory.see(addresses("198.51.100." + i));
    }
    assertEquals(true, memory.see(addresses("198.51.100.0")).isPresent());
  }
}
