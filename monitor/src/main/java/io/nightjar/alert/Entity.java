package io.nightjar.alert;

import java.util.Locale;

/** What an alert is about. */
public enum Entity {
  /** One flow; such an alert has no end. */
  FLOW,
  /** An IP address. */
  HOST,
  /** A MAC address. */
  MAC,
  /** A network in CIDR form. */
  NETWORK,
  /** A captured interface. */
  INTERFACE,
  /** A sender of flow records. */
  EXPORTER,
  /** A device asked by SNMP. */
  SNMP_DEVICE,
  /** A probed target. */
  PROBE,
  /** A statement that is asked on a schedule. */
  POLICY,
  /** A part of the monitor itself. */
  SYSTEM;

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
