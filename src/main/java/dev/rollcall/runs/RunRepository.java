package dev.rollcall.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/** The runs of a database. Every method joins the caller's transaction. */
public interface RunRepository extends Repository<Run, Long> {

  Run save(Run run);

  @Nullable Run findById(long id);

  List<Run> findByJobOrderByIdDesc(String job);

  List<Run> findByOfRunOrderByIdDesc(long ofRun);

  List<Run> findByKindOrderByIdDesc(RunKind kind);

  List<Run> findByStatus(RunStatus status);

  List<Run> findByOrderByIdDesc(Limit limit);
}
