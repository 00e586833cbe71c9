/** The rows of a query as a report has them, copied out of a PostgreSQL server. */
@NullMarked
package dev.rollcall.postgresql.report;

import org.jspecify.annotations.NullMarked;
