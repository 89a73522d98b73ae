/** Capture files brought into the history of a running monitor, beside its live state. */
@NullMarked
package io.nightjar.imports;

import org.jspecify.annotations.NullMarked;
