/** What is wrong with a flow: checks, each a small class, and the alerts they raise. */
@NullMarked
package io.nightjar.detection;

import org.jspecify.annotations.NullMarked;
