@NullMarked
package io.nightjar.alerts;

import org.jspecify.annotations.NullMarked;
