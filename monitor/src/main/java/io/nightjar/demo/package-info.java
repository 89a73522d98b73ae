/** A small office with known stories in its traffic, for newcomers and for tests. */
@NullMarked
package io.nightjar.demo;

import org.jspecify.annotations.NullMarked;
