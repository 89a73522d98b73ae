/** Where packets come from: capture files and live interfaces, and the workers that read them. */
@NullMarked
package io.nightjar.capture;

import org.jspecify.annotations.NullMarked;
