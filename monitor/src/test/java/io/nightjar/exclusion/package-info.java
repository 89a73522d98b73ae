@NullMarked
package io.nightjar.exclusion;

import org.jspecify.annotations.NullMarked;
