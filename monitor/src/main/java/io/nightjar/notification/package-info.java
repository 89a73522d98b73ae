/** News of alerts to people and other programs, wherever an admin wants it. */
@NullMarked
package io.nightjar.notification;

import org.jspecify.annotations.NullMarked;
