@NullMarked
package io.nightjar.expected;

import org.jspecify.annotations.NullMarked;
