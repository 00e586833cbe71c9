package dev.rollcall.postgresql.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Locale;

/**
 * Real numbers as SQLite writes them: with seventeen digits, unless it sees that fewer mean the
 * same.
 */
final class RealText {

  /**
   * As many as tell any two numbers apart; with more of them before the point, there is an
   * exponent.
   */
  private static final int MOST_DIGITS = 17;

  private RealText() {}

  /**
   * What SQLite writes for a number.
   *
   * @param text as the server writes it, which is as short as it can be
   */
  static String of(String text) {
    switch (text) {
      case "Infinity" -> {
        return "Inf";
      }
      case "-Infinity" -> {
        return "-Inf";
      }
      case "NaN" -> {
        return text;
      }
      default -> {}
    }
    double value = Double.parseDouble(text);
    if (value == 0) {
      return "0.0";
    }
    BigDecimal number = new BigDecimal(Math.abs(value)).round(new MathContext(MOST_DIGITS));
    String digits = number.unscaledValue().toString();
    int exponent = digits.length() - number.scale() - 1;
    digits = digits + "0".repeat(Math.max(0, MOST_DIGITS - digits.length()));
    if (isRun(digits, '9')) {
      int run = runOf(digits, '9');
      String shorter = "1";
      if (run > 0) {
        shorter = new BigInteger(digits.substring(0, run)).add(BigInteger.ONE).toString();
      }
      int higher = exponent + shorter.length() - Math.max(run, 0);
      if (isValue(shorter, higher, value)) {
        digits = shorter;
        exponent = higher;
      }
    } else if (isRun(digits, '0')) {
      String shorter = digits.substring(0, runOf(digits, '0'));
      digits = isValue(shorter, exponent, value) ? shorter : digits;
    }
    digits = digits.replaceFirst("0+$", "");
    String sign = value < 0 ? "-" : "";
    return sign + (isLong(exponent) ? withExponent(digits, exponent) : plain(digits, exponent));
  }

  /** Whether the digits that most numbers have no use for are all the same. */
  private static boolean isRun(String digits, char digit) {
    return digits.charAt(14) == digit && digits.charAt(15) == digit;
  }

  private static int runOf(String digits, char digit) {
    int run = 14;
    while (run > 0 && digits.charAt(run - 1) == digit) {
      run--;
    }
    return run;
  }

  private static boolean isValue(String digits, int exponent, double value) {
    String text = digits + "e" + (exponent - digits.length() + 1);
    return Double.parseDouble(text) == Math.abs(value);
  }

  private static boolean isLong(int exponent) {
    return exponent < -4 || exponent >= MOST_DIGITS;
  }

  private static String withExponent(String digits, int exponent) {
    String behind = digits.length() == 1 ? "0" : digits.substring(1);
    return digits.charAt(0)
        + "."
        + behind
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static String plain(String digits, int exponent) {
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    int before = exponent + 1;
    return digits.length() <= before
        ? digits + "0".repeat(before - digits.length()) + ".0"
        : digits.substring(0, before) + "." + digits.substring(before);
  }
}
