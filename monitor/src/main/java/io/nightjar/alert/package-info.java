/** What an alert is: its declaration, how bad it is, and what a check hands over. */
@NullMarked
package io.nightjar.alert;

import org.jspecify.annotations.NullMarked;
