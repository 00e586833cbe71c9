package dev.rollcall.meaning;

import org.jspecify.annotations.Nullable;

/** What a row asks for. */
public enum Action {
  UPSERT("upsert"),
  CREATE("create"),
  UPDATE("update"),
  DELETE("delete");

  private final String word;

  Action(String word) {
    this.word = word;
  }

  /** The action of this word, {@link #UPSERT} if there is none, null if the word is unknown. */
  public static @Nullable Action of(String word) {
    if (word.isEmpty()) {
      return UPSERT;
    }
    for (Action action : values()) {
      if (action.word.equals(word)) {
        return action;
      }
    }
    return null;
  }
}
