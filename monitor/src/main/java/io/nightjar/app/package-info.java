/** The command line and the wiring of all parts. */
@NullMarked
package io.nightjar.app;

import org.jspecify.annotations.NullMarked;
