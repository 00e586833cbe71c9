/**
 * Running jobs: their inputs, the runs they come to, what is written beside the database, and how
 * it all ends. It shows nobody anything; whoever calls it is told by an {@link
 * dev.rollcall.jobs.Audience}.
 */
@NullMarked
package dev.rollcall.jobs;

import org.jspecify.annotations.NullMarked;
