/** The inventory: every device that was ever seen, kept over restarts. */
@NullMarked
package io.nightjar.asset;

import org.jspecify.annotations.NullMarked;
