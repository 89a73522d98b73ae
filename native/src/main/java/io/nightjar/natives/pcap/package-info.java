/** libpcap: live capture. */
package io.nightjar.natives.pcap;
