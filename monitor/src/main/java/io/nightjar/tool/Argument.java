package io.nightjar.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a tool's argument record. A component of type String, Integer, Long,
 * Boolean, Double, List of String or an enum is one argument; its name is the component's in lower
 * snake case. One that is {@code @Nullable} is optional.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Argument {
  /** What it means, with unit. */
  String value();

  /** Whether a call without it is refused. */
  boolean required() default false;

  /** The JSON of the value used when it is left out; empty for none. */
  String byDefault() default "";

  /** Smallest number allowed. */
  long min() default Long.MIN_VALUE;

  /** Largest number allowed. */
  long max() default Long.MAX_VALUE;

  /** A value that works, for the schema; empty for none. */
  String example() default "";
}
