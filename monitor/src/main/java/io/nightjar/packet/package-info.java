/** Protocol headers, read in place from captured bytes: one class a protocol. */
@NullMarked
package io.nightjar.packet;

import org.jspecify.annotations.NullMarked;
