package io.nightjar.account;

/**
 * The request a call came with, as far as the audit tells of it: carried down a call, so that
 * whatever writes a row knows it.
 *
 * @param door the route it came to
 * @param address of the client; empty when it came over no network
 * @param client what the client calls itself; whatever it likes, so not to be believed
 * @param trace 32 hexadecimal digits (W3C trace context); empty when the client sent none
 */
public record Visit(String door, String address, String client, String trace) {
  /** A call that came with no request. */
  public static final Visit NONE = new Visit("", "", "", "");

  private static final ScopedValue<Visit> CURRENT = ScopedValue.newInstance();

  /** The request this thread works on. */
  public static Visit current() {
    return CURRENT.orElse(NONE);
  }

  /** The same from a client that has told its name, or sent a trace; empty texts tell nothing. */
  public Visit from(String named, String traced) {
    return new Visit(door, address, named.isEmpty() ? client : named, traced);
  }

  /** Runs a call that came with it. */
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> call) throws X {
    return ScopedValue.where(CURRENT, this).call(call);
  }
}
