/**
 * Everything Nightjar calls in C. Each library is a package-private binding (one method a C
 * function) under a public façade that owns its memory, checks lengths and turns codes into
 * exceptions.
 */
@org.jspecify.annotations.NullMarked
module io.nightjar.natives {
  requires static transitive org.jspecify;

  exports io.nightjar.natives.chdb;
  exports io.nightjar.natives.icmp;
  exports io.nightjar.natives.libc;
  exports io.nightjar.natives.lua;
  exports io.nightjar.natives.ndpi;
  exports io.nightjar.natives.packetring;
  exports io.nightjar.natives.pcap;
}
