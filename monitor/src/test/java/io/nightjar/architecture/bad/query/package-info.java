/** Bad code, on purpose. */
@org.jspecify.annotations.NullMarked
package io.nightjar.architecture.bad.query;
