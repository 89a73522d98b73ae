/** Addresses and prefixes: values every other package shares. */
@NullMarked
package io.nightjar.net;

import org.jspecify.annotations.NullMarked;
