/** Who is on the local networks, found out by asking them. */
@NullMarked
package io.nightjar.discovery;

import org.jspecify.annotations.NullMarked;
