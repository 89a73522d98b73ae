/** Tables of history as declarations, and their DDL; nothing here reaches a store. */
@NullMarked
package io.nightjar.schema;

import org.jspecify.annotations.NullMarked;
