/** What has a start and an end. */
@NullMarked
package io.nightjar.lifecycle;

import org.jspecify.annotations.NullMarked;
