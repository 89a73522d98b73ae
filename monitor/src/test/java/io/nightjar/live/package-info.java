/** Live state of an interface. */
@org.jspecify.annotations.NullMarked
package io.nightjar.live;
