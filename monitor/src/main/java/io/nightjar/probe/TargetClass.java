package io.nightjar.probe;

/** How far a target is: what is slow here is fast there. */
public enum TargetClass {
  LAN,
  CAMPUS,
  REGIONAL,
  INTERCONTINENTAL
}
