package io.nightjar.blocklist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndicatorTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.7                        | 192.0.2.7/32
          192.0.2.7:4041                   | 192.0.2.7/32
          192.0.2.0/24                     | 192.0.2.0/24
          192.0.2.9/24                     | 192.0.2.0/24
          192.0.2.1-192.0.2.9              | 192.0.2.1-192.0.2.9
          2001:DB8::7                      | 2001:db8::7/128
          [2001:db8::7]:443                | 2001:db8::7/128
          2001:db8::/32                    | 2001:db8::/32
          evil.example                     | evil.example
          EVIL.Example.                    | evil.example
          .evil.example                    | evil.example
          *.evil.example                   | evil.example
          evil.example:8080                | evil.example
          1bad.cafe:80                     | 1bad.cafe
          192.0.2.7/a                      | url 192.0.2.7/a
          .onion                           | onion
          1-2.example                      | 1-2.example
          bücher.example                   | xn--bcher-kva.example
          xn--bcher-kva.example            | xn--bcher-kva.example
          http://evil.example              | =evil.example
          https://evil.example/            | =evil.example
          http://192.0.2.7                 | 192.0.2.7/32
          http://192.0.2.7:8080/           | 192.0.2.7/32
          http://192.0.2.7/a/b.exe         | url http://192.0.2.7/a/b.exe
          evil.example/a?b=c               | url evil.example/a?b=c
          http://bücher.example/a          | url http://xn--bcher-kva.example/a
          6734f37431670b3ab4292b8f60f29984 | #6734f37431670b3ab4292b8f60f29984
          t13d1516h2_8daaf6152771_02713d6af862 | #t13d1516h2_8daaf6152771_02713d6af862
          AS64496                          | AS64496
          as64496.example                  | as64496.example
          """)
  void aWordIsWhatItLooksLike(String word, String expected) {
    assertEquals(expected, Lists.words(IndicatorText.read(word, false)));
  }

  @Test
  void theSignsOfAdBlockersAreNoPartOfADomain() {
    assertEquals("evil.example", Lists.words(IndicatorText.read("||evil.example^", false)));
    assertEquals(
        "evil.example", Lists.words(IndicatorText.read("||evil.example^$third-party", false)));
  }

  @Test
  void aHashMayHaveColonsAndUpperCase() {
    String plain = "0123456789abcdef0123456789abcdef01234567";
    String colons = plain.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    assertEquals("#" + plain, Lists.words(IndicatorText.read(colons, false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | wrong: empty
          192.0.2.300          | wrong: no address, network or range
          192.0.2.7/33         | wrong: no address, network or range
          192.0.2.9-192.0.2.1  | wrong: a range that ends before it begins
          999                  | wrong: no address, network or range
          evil.300             | wrong: no address, and no domain ends in a number
          evil..example        | wrong: no domain: a label of 0 characters
          <html>               | wrong: no address, domain, URL or fingerprint
          evil example         | wrong: no address, domain, URL or fingerprint
          /gate.php            | wrong: a path without a host, which every site may have
          http://              | wrong: a URL without a host
          """)
  void whatIsNothingSaysWhy(String word, String expected) {
    assertEquals(expected, Lists.words(IndicatorText.read(word, false)));
  }

  @Test
  void anyLengthAndAnyRepetitionIsReadInBoundedSteps() {
    for (String part :
        new String[] {"a", ".", ":", "/", "-", "1", "a.", "::", "http://", "@", "\""}) {
      Indicator indicator = IndicatorText.read(part.repeat(200_000), false);
      assertEquals("wrong: longer than 2048 characters", Lists.words(indicator));
      Indicator _ = IndicatorText.read(part.repeat(2_000 / part.length()), false);
    }
  }
}
