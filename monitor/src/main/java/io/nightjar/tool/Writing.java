package io.nightjar.tool;

import io.nightjar.net.UntrustedText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arguments of every tool that writes. */
public record Writing(
    @Argument(value = "why, for the audit: 3 to 500 characters", required = true) String reason,
    @Argument(value = "only tell what it would do", byDefault = "false") Boolean dryRun,
    @Nullable
        @Argument(
            "what the call without it answered as confirm; pass it only if your user agrees to the"
                + " effect")
        String confirm,
    @Nullable @Argument("calls with the same key act once in 24 h") String idempotencyKey) {
  /** The shortest reason, in characters. */
  static final int MIN_REASON = 3;

  /** The longest reason, in characters. */
  static final int MAX_REASON = 500;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** The same with the reason on one line; refuses what cannot be. */
  Writing checked() throws ToolProblem {
    String cleaned = UntrustedText.clean(reason, MAX_REASON + 1).strip();
    if (cleaned.length() < MIN_REASON || cleaned.length() > MAX_REASON) {
      throw Ask.invalid(
          "reason: "
              + (cleaned.length() < MIN_REASON ? cleaned.length() : "more than " + MAX_REASON)
              + " characters came",
          "say in 3 to 500 characters why it is done; it is kept in the audit");
    }
    if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
      throw Ask.invalid(
          "idempotency_key: '" + UntrustedText.clean(idempotencyKey, 64) + "' came",
          "expected 1 to 128 letters, digits, dots, colons, hyphens and underscores");
    }
    return new Writing(cleaned, dryRun, confirm, idempotencyKey);
  }
}
