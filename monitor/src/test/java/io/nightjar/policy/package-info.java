@NullMarked
package io.nightjar.policy;

import org.jspecify.annotations.NullMarked;
