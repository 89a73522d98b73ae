/** Alerts kept: findings become alerts, are told apart, counted, written and read back. */
@NullMarked
package io.nightjar.alerts;

import org.jspecify.annotations.NullMarked;
