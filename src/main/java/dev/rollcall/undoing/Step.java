package dev.rollcall.undoing;

import dev.rollcall.applying.Item;
import dev.rollcall.reject.Cells;
import dev.rollcall.reject.Field;
import dev.rollcall.runs.NetChange;

/**
 * One user who is to be put back.
 *
 * @param line the how manyeth of the run's changes, counted from its last
 * @param net what the run that is undone did to the user
 * @param idTaken whether the user needs an id back that somebody else has
 */
record Step(long line, NetChange net, boolean idTaken) implements Item {

  @Override
  public String username() {
    return net.username();
  }

  @Override
  public Cells cells() {
    return Cells.NONE.with(Field.USERNAME, net.username());
  }
}
