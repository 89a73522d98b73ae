/** The Model Context Protocol endpoint. */
@NullMarked
package io.nightjar.mcp;

import org.jspecify.annotations.NullMarked;
