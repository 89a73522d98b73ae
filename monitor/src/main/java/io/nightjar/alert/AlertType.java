package io.nightjar.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * The declaration of an alert. The catalogue, its documentation and the texts of tools are made
 * from it.
 *
 * @param key names it for ever, lower snake case
 * @param entity what it is about
 * @param category who should care
 * @param isOn whether it is raised unless a user says otherwise
 * @param score how bad one of them is, 1 to 1000
 * @param clientShare percent of the score that counts for the client of a flow, the rest for its
 *     server
 * @param technique the MITRE ATT&amp;CK technique it points to; empty for none
 * @param meaning a sentence: what raises it
 * @param checks what to look at next, an imperative sentence each
 * @param thresholds what users may set
 */
public record AlertType(
    String key,
    Entity entity,
    Category category,
    boolean isOn,
    int score,
    int clientShare,
    String technique,
    String meaning,
    List<String> checks,
    List<Threshold> thresholds) {
  private static final int EVEN = 50;

  /** Checks the ranges. */
  public AlertType {
    if (!key.matches("[a-z][a-z0-9_]*") || score < 1 || score > 1000) {
      throw new IllegalArgumentException("no alert type: " + key + ", score " + score);
    }
    if (clientShare < 0 || clientShare > 100) {
      throw new IllegalArgumentException(key + ": a share of " + clientShare + " percent");
    }
    checks = List.copyOf(checks);
    thresholds = List.copyOf(thresholds);
  }

  /** A type that is on, with nothing further declared. */
  public static AlertType of(
      String key, Entity entity, Category category, int score, String meaning) {
    return new AlertType(
        key, entity, category, true, score, EVEN, "", meaning, List.of(), List.of());
  }

  /** The same, off until a user turns it on. */
  public AlertType off() {
    return new AlertType(
        key, entity, category, false, score, clientShare, technique, meaning, checks, thresholds);
  }

  /** The same, with the client of a flow to answer for this percentage of the score. */
  public AlertType client(int percent) {
    return new AlertType(
        key, entity, category, isOn, score, percent, technique, meaning, checks, thresholds);
  }

  /** The same, pointing to an ATT&amp;CK technique such as {@code T1046}. */
  public AlertType technique(String id) {
    return new AlertType(
        key, entity, category, isOn, score, clientShare, id, meaning, checks, thresholds);
  }

  /** The same, with one more thing to look at. */
  public AlertType check(String sentence) {
    List<String> more = new ArrayList<>(checks);
    more.add(sentence);
    return new AlertType(
        key, entity, category, isOn, score, clientShare, technique, meaning, more, thresholds);
  }

  /** The same, with one more number users may set. */
  public AlertType threshold(Threshold threshold) {
    List<Threshold> more = new ArrayList<>(thresholds);
    more.add(threshold);
    return new AlertType(
        key, entity, category, isOn, score, clientShare, technique, meaning, checks, more);
  }

  /** The client's part of the score. */
  public int clientScore() {
    return score * clientShare / 100;
  }

  /** The server's part of the score. */
  public int serverScore() {
    return score - clientScore();
  }

  /** How bad one of them is. */
  public Severity severity() {
    return Severity.of(score);
  }
}
