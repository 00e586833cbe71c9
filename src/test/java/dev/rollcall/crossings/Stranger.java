package dev.rollcall.crossings;

import dev.rollcall.model.ModelUser;
import dev.rollcall.proof.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another program, which writes users as it likes, as far as the database lets it. */
final class Stranger {

  private final World world;
  private final Database database;

  /** Far from those of the program, so that nobody gets the id of a user who is gone. */
  private long lastId = 1_000;

  Stranger(World world, Database database) {
    this.world = world;
    this.database = database;
  }

  /** Writes; the answer is whether there was anything to write. */
  boolean writes(Step.Stranger step) {
    String name = step.user();
    ModelUser user = world.users.get(name);
    if (user != null && step.what().equals("delete")) {
      world.users.remove(name);
      world.retired.remove(name);
      database.execute("delete from users where username = '" + name + "'");
      return true;
    }
    ModelUser made = made(step, user);
    List<ModelUser> others = new ArrayList<>(world.users.values());
    others.remove(user);
    if (made == null || world.rules.asRule().refuses(others, user, made)) {
      return false;
    }
    world.users.put(name, world.rules.triggered(made));
    database.execute(user == null ? insert(made) : update(made));
    return true;
  }

  private @Nullable ModelUser made(Step.Stranger step, @Nullable ModelUser user) {
    String name = step.user();
    if (user == null) {
      return step.what().equals("insert")
          ? new ModelUser(name, null, Long.valueOf(step.value()), world.usual())
          : null;
    }
    return switch (step.what()) {
      case "level" -> new ModelUser(name, user.email(), Long.valueOf(step.value()), user.extras());
      case "email" -> new ModelUser(name, step.value(), user.level(), user.extras());
      default -> null;
    };
  }

  private String insert(ModelUser user) {
    world.ids.values().forEach(id -> lastId = Math.max(lastId, id));
    return "insert into users (id, username, level) values (%d, '%s', %d)"
        .formatted(++lastId, user.username(), user.level());
  }

  private static String update(ModelUser user) {
    String email = user.email() == null ? "null" : "'" + Objects.requireNonNull(user.email()) + "'";
    return "update users set level = %d, email = %s where username = '%s'"
        .formatted(user.level(), email, user.username());
  }
}
