package dev.rollcall.runs;

import dev.rollcall.user.User;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one user, however many of its rows named the user.
 *
 * @param position where it is among all of the run
 * @param username whose
 * @param before the user before the run's first change, null if there was none
 * @param after the user after the run's last change, null if there was none
 */
public record NetChange(
    long position, String username, @Nullable User before, @Nullable User after) {}
