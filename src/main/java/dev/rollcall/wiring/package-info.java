/**
 * Puts the parts together: a database that is open, locked and up to date, the entities on it,
 * Spring Batch's job repository in it, and the import above.
 *
 * <p>Plain constructors instead of an application context: a run needs a dozen objects, and
 * starting is most of what a small import costs.
 */
@NullMarked
package dev.rollcall.wiring;

import org.jspecify.annotations.NullMarked;
