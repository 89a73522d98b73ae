package io.nightjar.tool;

import io.nightjar.net.UntrustedText;

/** What can be wrong with calls about notifications. */
final class NotificationProblems {
  private NotificationProblems() {}

  static ToolProblem unknown(String name) {
    return Ask.notFound(
        "name: there is no notification '" + UntrustedText.clean(name, 32) + "'",
        "list_notifications shows those there are");
  }
}
