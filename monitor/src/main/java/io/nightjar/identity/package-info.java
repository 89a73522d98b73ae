/**
 * Who is who: names, fingerprints, kind of device and operating system, from what hosts and the
 * servers beside them say on the wire. Every text here is the network's: never to be trusted.
 */
@NullMarked
package io.nightjar.identity;

import org.jspecify.annotations.NullMarked;
