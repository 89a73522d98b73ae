/** REST, health and metrics. */
@NullMarked
package io.nightjar.web;

import org.jspecify.annotations.NullMarked;
