/** Which addresses, names, URLs, fingerprints, systems and countries lists warn of. */
@NullMarked
package io.nightjar.blocklist;

import org.jspecify.annotations.NullMarked;
