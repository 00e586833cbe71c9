package dev.rollcall.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * The file of a run's rejects, as the run wrote it.
 *
 * @param file its path
 * @param digest of what was written; null of runs of older versions
 */
@Embeddable
record WrittenRejects(
    @Column(name = "reject_file") @Nullable String file,
    @Column(name = "reject_digest") @Nullable String digest) {}
