package dev.rollcall.runs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.repository.Repository;

/**
 * The runs of a database. Every method joins the caller's transaction.
 *
 * <p>Queries are made of objects: Spring Data would make a text of a method's name, and the first
 * text that Hibernate parses takes it a tenth of a short run.
 */
public interface RunRepository extends Repository<Run, Long> {

  /** Newest first. */
  Sort NEWEST_FIRST = Sort.by(Sort.Direction.DESC, "id");

  Run save(Run run);

  @Nullable Run findById(long id);

  List<Run> findAll(Specification<Run> which, Sort order);

  Page<Run> findAll(Specification<Run> which, Pageable page);

  /**
   * The newest, at most this many.
   *
   * @param job of which they are; null for all jobs
   */
  default List<Run> findNewest(@Nullable String job, int most) {
    Specification<Run> which = job == null ? Specification.unrestricted() : having("job", job);
    return findAll(which, PageRequest.of(0, most, NEWEST_FIRST)).getContent();
  }

  /** The runs of this kind that undo another run, or import its rejects; newest first. */
  default List<Run> findOfRun(long ofRun, RunKind kind) {
    return findAll(
        (run, query, criteria) ->
            criteria.and(
                criteria.equal(run.get("ofRun"), ofRun), criteria.equal(run.get("kind"), kind)),
        NEWEST_FIRST);
  }

  private static Specification<Run> having(String attribute, Object value) {
    return (run, query, criteria) -> criteria.equal(run.get(attribute), value);
  }
}
