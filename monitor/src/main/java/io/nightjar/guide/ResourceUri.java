package io.nightjar.guide;

import io.nightjar.net.UntrustedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a resource, {@code scheme://rest}. Nothing is resolved and nothing but the colon
 * of an IPv6 address is decoded: an address either is one of ours, letter by letter, or is refused.
 *
 * @param scheme in lower case
 * @param rest what it names, never empty
 */
public record ResourceUri(String scheme, String rest) {
  /** The longest address that is taken, in characters. */
  public static final int MAX_LENGTH = 200;

  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9]{0,15})://([A-Za-z0-9\\[\\]:._/-]+)");

  /** Text that is no address; the message is for the caller. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** Reads an address. */
  public static ResourceUri parse(String text) throws Malformed {
    if (text.length() > MAX_LENGTH) {
      throw new Malformed(
          "uri has " + text.length() + " characters, the longest here has " + MAX_LENGTH);
    }
    String plain = text.replace("%3A", ":").replace("%3a", ":");
    if (plain.indexOf('%') >= 0) {
      throw new Malformed("uri: percent encoding is taken of ':' only" + shown(text));
    }
    Matcher form = FORM.matcher(plain);
    if (!form.matches()) {
      throw new Malformed("uri: expected scheme://name, like host://192.0.2.7" + shown(text));
    }
    if (plain.contains("..") || form.group(2).startsWith("/")) {
      throw new Malformed("uri: a name has no '..' and begins with no '/'" + shown(text));
    }
    return new ResourceUri(form.group(1), form.group(2));
  }

  private static String shown(String text) {
    return ", got '" + UntrustedText.clean(text, 64) + "'";
  }

  @Override
  public String toString() {
    return scheme + "://" + rest;
  }
}
