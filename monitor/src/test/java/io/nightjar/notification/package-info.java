@NullMarked
package io.nightjar.notification;

import org.jspecify.annotations.NullMarked;
