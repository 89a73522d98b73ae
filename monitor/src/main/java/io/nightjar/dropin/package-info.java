/** Tools from files of one's own: Lua as ntopng's tools are written, and SQL with a head. */
@NullMarked
package io.nightjar.dropin;

import org.jspecify.annotations.NullMarked;
