package dev.rollcall.cli;

/** The beginning of a word that a shell is to complete. */
final class WordUnderWay {

  private String begun = "";

  void set(String beginning) {
    begun = beginning;
  }

  String get() {
    return begun;
  }
}
