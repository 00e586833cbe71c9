/** Tests of what is put together: that it is taken apart again, whatever fails. */
@NullMarked
package dev.rollcall.wiring;

import org.jspecify.annotations.NullMarked;
