/** What tells a client how to ask: resources, prompts, completion, and the documentation. */
@NullMarked
package io.nightjar.guide;

import org.jspecify.annotations.NullMarked;
