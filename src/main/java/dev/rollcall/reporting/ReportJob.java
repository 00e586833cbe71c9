package dev.rollcall.reporting;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a report job says.
 *
 * @param name of the job
 * @param format null for the usual one: a table on a terminal, CSV elsewhere
 * @param out the file to write; null for standard output
 * @param from the database; null if the job does not say
 */
public record ReportJob(
    String name,
    ReportSource source,
    @Nullable ReportFormat format,
    Layout layout,
    Compression packing,
    @Nullable Path out,
    @Nullable String from) {}
