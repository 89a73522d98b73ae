/** Counters and gauges, declared where they move, read by health and metrics. */
@NullMarked
package io.nightjar.telemetry;

import org.jspecify.annotations.NullMarked;
