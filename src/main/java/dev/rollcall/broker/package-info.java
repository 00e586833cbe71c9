/**
 * Queues of message brokers, for sites that have one. The program itself has no client of any
 * broker: an artifact of its own has, and is found in the folder {@code extra} of the installation.
 *
 * <p>Loaded only where somebody names a broker.
 */
@NullMarked
package dev.rollcall.broker;

import org.jspecify.annotations.NullMarked;
