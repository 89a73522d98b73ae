package io.nightjar.demo;

import java.util.List;

/** Something that goes on in the office, of which the truth is known. */
public interface Story {
  /** All of them, everyday work first. */
  List<Story> ALL =
      List.of(
          new EverydayWork(),
          new SuspiciousDns(),
          new Exfiltration(),
          new Beacon(),
          new NightlyBackup(),
          new VpnSessions());

  /** Two or three words. */
  String title();

  /** What a person would ask to find it. */
  String question();

  /** The answer. */
  String truth();

  /** Adds its frames of a minute; of the same minute always the same ones. */
  void tell(Minute minute);
}
