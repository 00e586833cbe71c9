/** The rows of a query as a report has them: in blocks, line by line or cell by cell. */
@NullMarked
package dev.rollcall.sqlite.report;

import org.jspecify.annotations.NullMarked;
