/** The HTTP server: limits, host and origin checks, authentication. */
@NullMarked
package io.nightjar.http;

import org.jspecify.annotations.NullMarked;
