/** Batches of rows that wait on disk until their store takes them. */
@NullMarked
package io.nightjar.spool;

import org.jspecify.annotations.NullMarked;
