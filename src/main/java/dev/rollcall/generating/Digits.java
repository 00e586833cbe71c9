package dev.rollcall.generating;

import dev.rollcall.reporting.Bytes;

/** Numbers in ASCII digits, without a text in between. */
final class Digits {

  private Digits() {}

  static void add(long number, Bytes out) {
    long rest = number;
    if (rest < 0) {
      out.add('-');
      rest = -rest;
    }
    long place = 1;
    while (rest / place >= 10) {
      place *= 10;
    }
    for (; place > 0; place /= 10) {
      out.add('0' + (int) (rest / place % 10));
    }
  }

  static int count(long number) {
    int count = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      count++;
    }
    return count;
  }
}
