/** libndpi: which application a flow is. */
package io.nightjar.natives.ndpi;
