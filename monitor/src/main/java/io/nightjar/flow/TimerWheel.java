package io.nightjar.flow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says when to look at a flow again: a wheel of one-second slots, each a doubly linked list through
 * the flows themselves. Owned by one worker; time comes from packets and never goes back.
 *
 * <p>A flow is not moved when a packet comes. It is looked at when its slot comes round, and put
 * back if it turns out to be still alive.
 */
public final class TimerWheel {
  private static final int SLOTS = 512;
  private static final long SECOND = 1_000_000_000L;

  private final @Nullable Flow[] slots = new Flow[SLOTS];
  private long currentSecond = Long.MIN_VALUE;

  /** Looks at the flow at this moment, or {@value #SLOTS} seconds from now if that is sooner. */
  public void schedule(Flow flow, long atNanos) {
    long second = Math.floorDiv(atNanos, SECOND) + 1;
    long latest = currentSecond + SLOTS - 1;
    int slot = Math.floorMod(Math.clamp(second, currentSecond + 1, latest), SLOTS);
    Flow head = slots[slot];
    flow.slot = slot;
    flow.previousInSlot = null;
    flow.nextInSlot = head;
    if (head != null) {
      head.previousInSlot = flow;
    }
    slots[slot] = flow;
  }

  /** Takes the flow out of the wheel. */
  public void cancel(Flow flow) {
    if (flow.slot < 0) {
      return;
    }
    Flow previous = flow.previousInSlot;
    Flow next = flow.nextInSlot;
    if (previous == null) {
      slots[flow.slot] = next;
    } else {
      previous.nextInSlot = next;
    }
    if (next != null) {
      next.previousInSlot = previous;
    }
    unlink(flow);
  }

  private static void unlink(Flow flow) {
    flow.slot = -1;
    flow.nextInSlot = null;
    flow.previousInSlot = null;
  }

  /**
   * Moves the wheel to this moment and hands over the flows whose slots came round, out of the
   * wheel. The visitor may schedule them again.
   */
  public void advance(long nowNanos, Consumer<Flow> due) {
    long second = Math.floorDiv(nowNanos, SECOND);
    if (currentSecond == Long.MIN_VALUE) {
      currentSecond = second;
    }
    if (second <= currentSecond) {
      return;
    }
    long first = Math.max(currentSecond + 1, second - SLOTS + 1);
    currentSecond = second;
    for (long each = first; each <= second; each++) {
      empty(Math.floorMod(each, SLOTS), due);
    }
  }

  private void empty(int slot, Consumer<Flow> due) {
    Flow flow = slots[slot];
    slots[slot] = null;
    while (flow != null) {
      Flow next = flow.nextInSlot;
      unlink(flow);
      due.accept(flow);
      flow = next;
    }
  }

  /**
   * Time went back to this moment: flows stay in their slots and are looked at in the next round.
   */
  public void stepBack(long nowNanos) {
    currentSecond = Math.floorDiv(nowNanos, SECOND);
  }

  /** The flow that is looked at soonest, taken out of the wheel; null when there is none. */
  public @Nullable Flow takeSoonest() {
    for (int ahead = 1; ahead <= SLOTS; ahead++) {
      Flow flow = slots[Math.floorMod(currentSecond + ahead, SLOTS)];
      if (flow != null) {
        cancel(flow);
        return flow;
      }
    }
    return null;
  }
}
