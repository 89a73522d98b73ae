/** Bidirectional flows: key, table, connection state, expiry, and the record that leaves. */
@NullMarked
package io.nightjar.flow;

import org.jspecify.annotations.NullMarked;
