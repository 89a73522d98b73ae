/** Tests of this package. */
@NullMarked
package io.nightjar.blocklist;

import org.jspecify.annotations.NullMarked;
