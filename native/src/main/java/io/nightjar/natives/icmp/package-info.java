/** Echo requests and what answers them: sockets of icmp(7), of datagrams or raw. */
package io.nightjar.natives.icmp;
