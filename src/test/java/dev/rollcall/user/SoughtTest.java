package dev.rollcall.user;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.database.Sought;
import org.junit.jupiter.api.Test;

class SoughtTest {

  /** Whoever looked for it would leave out users whom {@code +1} raises. */
  @Test
  void aRelativeLevelIsNothingThatAUserCouldBeAtRestIn() {
    LevelChange raise = new LevelChange.By(1);
    assertThatThrownBy(() -> new Sought("ann", new NewValues(raise, EmailChange.KEEP)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
