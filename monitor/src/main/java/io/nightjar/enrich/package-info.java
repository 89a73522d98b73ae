/** What look-up data says of an address: country, autonomous system, vendor. */
@NullMarked
package io.nightjar.enrich;

import org.jspecify.annotations.NullMarked;
