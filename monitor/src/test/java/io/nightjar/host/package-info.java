/** Hosts, devices and what is counted of them. */
@org.jspecify.annotations.NullMarked
package io.nightjar.host;
