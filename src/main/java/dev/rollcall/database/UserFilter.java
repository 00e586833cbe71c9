package dev.rollcall.database;

import org.jspecify.annotations.Nullable;

/**
 * Which users are meant.
 *
 * @param levelMin the lowest level, null for any
 * @param levelMax the highest level, null for any
 * @param like what the username is like: {@code %} is any text, {@code _} for any character, and a
 *     backslash takes the meaning from the one after it; null for any
 * @param most how many users at most
 */
public record UserFilter(
    @Nullable Long levelMin, @Nullable Long levelMax, @Nullable String like, int most) {}
