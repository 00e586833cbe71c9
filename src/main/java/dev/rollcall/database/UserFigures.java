package dev.rollcall.database;

import java.util.Map;

/**
 * What a database's users are like taken together, and nothing of any one of them.
 *
 * @param users how many there are
 * @param levels how many have which level; of very many levels, those that most have
 * @param nameLengths how many have a name of each number of code points
 * @param withEmail how many have an address
 */
public record UserFigures(
    long users, Map<Long, Long> levels, Map<Long, Long> nameLengths, long withEmail) {}
