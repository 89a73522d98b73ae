package io.nightjar.account;

import java.sql.Connection;
import java.sql.SQLException;

/** Who a token belongs to. */
public final class TokenHolder {
  private TokenHolder() {}

  /** The user; empty when there is no token of this number. */
  public static String of(Connection connection, long token) throws SQLException {
    return Tokens.find(connection, token).map(Token::user).orElse("");
  }
}
