package dev.rollcall.model;

import org.jspecify.annotations.Nullable;

/**
 * A row of a file, as whoever made the file meant it.
 *
 * @param line where it begins
 * @param formFault the code of a fault that makes it no proper row, such as {@code COLUMN_COUNT},
 *     or of the reject that it stays; null if it is to be judged
 * @param username null, like every other cell, where the file has no such column
 */
public record ModelRow(
    long line,
    @Nullable String formFault,
    @Nullable String username,
    @Nullable String email,
    @Nullable String level,
    @Nullable String action,
    @Nullable String reason) {}
