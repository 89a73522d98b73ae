@NullMarked
package io.nightjar.detection;

import org.jspecify.annotations.NullMarked;
