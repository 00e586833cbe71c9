/**
 * Folders in which files are delivered: which of their files are whole, who takes one, and where it
 * goes when it is done with. Of databases and of what is in the files this knows nothing.
 *
 * <p>A file is taken ({@link dev.rollcall.inbox.Claim}) by moving it, at once, into a folder of its
 * own below {@code .rollcall}, with what was delivered beside it; that folder is named by the id of
 * the delivery, and it is this folder that is moved when its file is imported, or refused. So a
 * delivery is at one place at every moment, whenever the process dies.
 */
@NullMarked
package dev.rollcall.inbox;

import org.jspecify.annotations.NullMarked;
