/** Probes: what is measured of a target, when, and what is told when it is not as it should be. */
@NullMarked
package io.nightjar.probe;

import org.jspecify.annotations.NullMarked;
