package dev.rollcall.user;

import org.jspecify.annotations.Nullable;

/**
 * Which users are meant.
 *
 * @param levelMin the lowest level, null for any
 * @param levelMax the highest level, null for any
 * @param like what the username is like: {@code %} stands for any text, {@code _} for any
 *     character, and a backslash takes the meaning from the one after it; null for any
 * @param most at most so many users
 */
public record UserFilter(
    @Nullable Long levelMin, @Nullable Long levelMax, @Nullable String like, int most) {}
