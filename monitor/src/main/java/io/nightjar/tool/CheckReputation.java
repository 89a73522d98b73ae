package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Reputations;
import java.util.List;

/** Which lists hold something. */
@WithinNetworks
@WithinInterfaces
public final class CheckReputation implements Tool<CheckReputation.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(
              value = "address, domain, URL, certificate hash, JA3, JA4 or AS number",
              required = true,
              example = "192.0.2.7")
          String indicator) {}

  private final Reputations lists;

  /** Answers from these. */
  public CheckReputation(Reputations lists) {
    this.lists = lists;
  }

  @Override
  public Card card() {
    return new Card(
        "check_reputation",
        "Reputation",
        "Which block and allow lists hold an address, domain, URL or fingerprint, and what they say of it.",
        """
        {"indicator": "www.example.com"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return Reputations.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    try {
      return lists.of(arguments.indicator());
    } catch (IllegalArgumentException e) {
      throw Ask.invalid(
          "indicator: '" + UntrustedText.clean(arguments.indicator(), 64) + "': " + e.getMessage(),
          "pass an address, a domain, a URL, a hash, JA3, JA4 or an AS number like AS64496");
    }
  }
}
