/** Which application a flow is, from its payload, or from its ports where libndpi is missing. */
@NullMarked
package io.nightjar.dpi;

import org.jspecify.annotations.NullMarked;
