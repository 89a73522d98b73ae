@NullMarked
package io.nightjar.discovery;

import org.jspecify.annotations.NullMarked;
