/** What one worker knows now: flows, hosts, devices and totals of an interface. */
@NullMarked
package io.nightjar.live;

import org.jspecify.annotations.NullMarked;
