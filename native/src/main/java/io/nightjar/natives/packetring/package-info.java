/** AF_PACKET: live capture through a ring the kernel fills, on Linux. */
package io.nightjar.natives.packetring;
