package dev.rollcall.pruning;

import dev.rollcall.database.PruneFigures;
import dev.rollcall.database.Space;

/**
 * What pruning came to.
 *
 * @param figures what is gone, or would go
 * @param before how large the database was
 * @param after how large it is
 */
public record PruneResult(PruneFigures figures, Space before, Space after) {}
