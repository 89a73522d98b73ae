package io.nightjar.natives.chdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine refused a statement or failed to run it. */
public final class ChdbException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final Pattern CODE = Pattern.compile("^\\s*(?:Error: )?Code: (\\d{1,5})\\.");

  /** ClickHouse's code where the engine gave none: UNKNOWN_EXCEPTION. */
  public static final int UNKNOWN = 1002;

  private final int code;

  /** The engine's own words, which begin with {@code Code: N.} where it gave a code. */
  public ChdbException(String engineMessage) {
    super(engineMessage.strip());
    Matcher matcher = CODE.matcher(engineMessage);
    this.code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN;
  }

  /** ClickHouse's error code. */
  public int code() {
    return code;
  }
}
