@NullMarked
package io.nightjar.identity;

import org.jspecify.annotations.NullMarked;
