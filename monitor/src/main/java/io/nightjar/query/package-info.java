/** Typed questions about live state and history, and their answers. */
@NullMarked
package io.nightjar.query;

import org.jspecify.annotations.NullMarked;
