@NullMarked
package io.nightjar.asset;

import org.jspecify.annotations.NullMarked;
