package dev.rollcall.crossings;

import dev.rollcall.laboratory.Fault;
import dev.rollcall.laboratory.FaultyRun;
import dev.rollcall.laboratory.Tools;
import dev.rollcall.proof.Ended;
import dev.rollcall.proof.RollcallProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs commands on one database: in this process, or in one of their own that is killed. */
final class Commands {

  private final Path folder;
  private final Tools tools;
  private int processes;

  Commands(Path folder, Tools tools) {
    this.folder = folder;
    this.tools = tools;
  }

  Ended run(List<String> arguments) {
    return RollcallProgram.run(
        folder.resolve("no-summary.json"), new byte[0], onDatabase(arguments));
  }

  /** The same as a process of its own, to which a fault happens, if this machine can do that. */
  Ended run(List<String> arguments, Fault fault, int chunks, @Nullable Delivery delivery) {
    Path input = delivery == null ? folder.resolve("no-input.csv") : Path.of(delivery.path());
    Fault possible =
        tools.allow(fault.kind()) ? fault : new Fault(Fault.Kind.KILL_ANY_TIME, fault.at());
    return new FaultyRun(folder, input, false, possible, chunks)
        .run(++processes, onDatabase(arguments));
  }

  private List<String> onDatabase(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--db", folder.resolve("users.db").toString()));
    return all;
  }
}
