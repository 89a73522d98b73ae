/** Alerts that users said not to raise. */
@NullMarked
package io.nightjar.exclusion;

import org.jspecify.annotations.NullMarked;
