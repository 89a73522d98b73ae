package io.nightjar.dpi;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a text from the network reads like instructions to a language model: names, URLs and
 * agents are chosen by whoever sends them, and whoever watches the network may be a model. A sign,
 * not a proof: what it says of a text never decides whether the text is shown as data.
 */
public final class ModelInstructions {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 1_024;

  /** What marks of roles are made of; underscores are part of tools' names. */
  private static final String MARKS = "<>|#:[]_";

  /** Words stand apart by one blank each; a few may stand between those that tell. */
  private static final Pattern TELLING =
      Pattern.compile(
          String.join(
              "|",
              "\\b(ignor\\w*|disregard|forget|override|bypass|discard)( \\w+){0,4}? (previous|prior|earlier|above|preceding|all|any|your|system|safety)( \\w+){0,3}? (instructions?|prompts?|rules?|guidelines?|context|directives?|messages?|training|policies)\\b",
              "\\b(system|developer|hidden|initial) (prompt|message|instructions?)\\b",
              "\\b(reveal|print|show|repeat|output|leak|dump|send)( \\w+){0,3}? (prompts?|instructions|api keys?|secrets?|tokens?|passwords?|credentials)\\b",
              "\\byou are (now|no longer|an? (ai|assistant|llm|language model|admin\\w*))\\b",
              "\\b(act|behave|respond|roleplay) as (an?|the|if you) \\w+",
              "\\bpretend (to be|that|you)\\b",
              "\\bnew (instructions?|task|role|directive)s? ?:",
              "\\b(jailbreak|do anything now|developer mode|dan mode|god mode)\\b",
              "\\b(do not|dont|don t|never|without)( \\w+){0,2}? (tell|telling|inform\\w*|alert\\w*|mention\\w*|report\\w*|warn\\w*)( \\w+){0,2}? (the )?(user|analyst|operator|human|admin\\w*|soc)\\b",
              "\\b(call|run|use|invoke|execute)( \\w+){0,2}? (tool|function|add_\\w+|remove_\\w+|set_\\w+|create_\\w+)\\b",
              "\\b(add|create)( \\w+){0,3}? (exclusion|allow ?list|white ?list)\\b",
              "\\b(white ?list|allow ?list|exclude|exempt)( \\w+){0,2}? (this|my|the) (host|ip|address|domain|traffic)\\b",
              "\\b(mark|treat|classify|consider|report)( \\w+){0,3}? (as|is) (safe|benign|trusted|harmless|clean|false positive)\\b",
              "\\bthis (host|traffic|domain|flow|connection) is (safe|benign|trusted|harmless|authori[sz]ed)\\b",
              "\\b(delete|drop|close|acknowledge|suppress|disable|clear)( \\w+){0,2}? (all|every|the|these) (alerts?|logs?|audit|history|rules?|flows?)\\b",
              "\\b(as an? (ai|llm)|language model|chatgpt|claude|gpt 4|copilot)( \\w+){0,6}? (must|should|please|now|will|do|ignore)\\b",
              "(<\\|? ?(im_start|im_end|system|endoftext|assistant|user|tool)\\b|\\[ ?/?inst ?\\]|<<? ?sys ?>>?|### ?(instruction|system|response)|</? ?(system|instructions?|tool_result|function_results?|assistant|prompt)\\b ?>)",
              "\\b(assistant|system|human) ?: ?\\w+ \\w+ \\w+",
              "\\b(instructions?|note|message|attention)( \\w+)? (for|to) (the )?(ai|llm|assistant|language model|model|agent|chatbot)\\b",
              "\\bexfiltrate\\b( \\w+){0,4}"));

  /** A telling text has one of these, or begins a mark of roles; names of hosts rarely do. */
  private static final Set<String> FIRST_WORDS =
      Set.of(
          ("ignore ignores ignoring ignored disregard forget override bypass discard system"
                  + " developer hidden initial reveal print show repeat output leak dump send you"
                  + " act behave respond roleplay pretend new jailbreak do dan god dont don never"
                  + " without call run use invoke execute add create whitelist white allowlist"
                  + " allow exclude exempt mark treat classify consider report this delete drop"
                  + " close acknowledge suppress disable clear as language chatgpt claude gpt"
                  + " copilot assistant human instruction instructions note message attention"
                  + " exfiltrate")
              .split(" "));

  private ModelInstructions() {}

  /** Whether one of the texts does. */
  public static boolean in(String... texts) {
    for (String text : texts) {
      if (text.length() >= SHORTEST) {
        String words = words(text);
        if (mayTell(words) && TELLING.matcher(words).find()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Looks words up, which costs a hundredth of the expression. */
  private static boolean mayTell(String words) {
    int from = 0;
    for (int i = 0; i <= words.length(); i++) {
      char c = i == words.length() ? ' ' : words.charAt(i);
      if (c == '<' || c == '[' || c == '#') {
        return true;
      }
      if (c == ' ' || c == ':') {
        if (i > from + 1 && FIRST_WORDS.contains(words.substring(from, i))) {
          return true;
        }
        from = i + 1;
      }
    }
    return false;
  }

  /**
   * As a reader reads it: percent signs decoded, in lower case, one blank for what divides words.
   */
  private static String words(String text) {
    int length = Math.min(text.length(), LONGEST);
    StringBuilder words = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 2 < length && digit(text, i + 1) >= 0 && digit(text, i + 2) >= 0) {
        c = (char) (digit(text, i + 1) * 16 + digit(text, i + 2));
        i += 2;
      }
      if (Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0 || (c == '/' && closes(words))) {
        words.append(Character.toLowerCase(c));
      } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }
    return words.toString();
  }

  /** Whether a slash here is that of an end mark, not of a path. */
  private static boolean closes(StringBuilder words) {
    char last = words.isEmpty() ? ' ' : words.charAt(words.length() - 1);
    return last == '<' || last == '[';
  }

  private static int digit(String text, int at) {
    return Character.digit(text.charAt(at), 16);
  }
}
