/** Hosts and devices of one interface, and what is counted of them; owned by one worker. */
@NullMarked
package io.nightjar.host;

import org.jspecify.annotations.NullMarked;
