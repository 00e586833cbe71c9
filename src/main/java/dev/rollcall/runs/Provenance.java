package dev.rollcall.runs;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * Who ran a run, and with what; of a run that went on, who did it last. Told to people, and part of
 * no decision.
 *
 * @param ranBy the user's name and the machine's, as in {@code ada@build7}; null if it is not known
 * @param version of the program; null if it ran from a build folder, or it is not known
 * @param jobFile as it was named; null if there was none
 */
@Embeddable
public record Provenance(
    @Column(name = "ran_by") @Nullable String ranBy,
    @Column(name = "version") @Nullable String version,
    @Column(name = "job_file") @Nullable String jobFile) {

  /** Of runs of older versions, and of seeds. */
  public static final Provenance NONE = new Provenance(null, null, null);

  /** Of what is run now, by this process. */
  public static Provenance here(@Nullable String jobFile) {
    Origin origin = Origin.current();
    return new Provenance(origin.ranBy(), origin.version(), jobFile);
  }
}
