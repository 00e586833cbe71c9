package dev.rollcall.jobs;

import dev.rollcall.csv.ChecksumFile;
import dev.rollcall.csv.Spool;
import dev.rollcall.database.Database;
import dev.rollcall.files.FileClaims;
import dev.rollcall.importing.InputPaths;
import dev.rollcall.importing.RejectFile;
import dev.rollcall.importing.SideFiles;
import dev.rollcall.inbox.Inbox;
import dev.rollcall.jobfile.JobDefinition;
import dev.rollcall.meaning.ImportJob;
import dev.rollcall.problem.Failure;
import dev.rollcall.reporting.ReportJob;
import dev.rollcall.reporting.ReportSource;
import dev.rollcall.wiring.Databases;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All files that a command reads or writes, so that none of its outputs replaces one of them. What
 * can't be found out of a file now, the command says when it comes to it.
 */
public final class CommandFiles {

  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

  private final FileClaims claims = new FileClaims();

  /** Of a command on one database. */
  public static CommandFiles of(Database database) {
    CommandFiles files = new CommandFiles();
    files.database(database);
    return files;
  }

  /** Of all that jobs read and write. */
  public static CommandFiles of(List<JobDefinition> jobs, RunOptions.DatabaseChoice databases) {
    CommandFiles files = new CommandFiles();
    for (JobDefinition job : jobs) {
      if (job instanceof JobDefinition.Import anImport) {
        ImportJob to = anImport.job();
        files.attempt(() -> files.database(databases.of(to.to(), to.create())));
        files.add(anImport.job(), anImport.inbox());
      } else {
        ReportJob report = ((JobDefinition.Report) job).job();
        files.attempt(() -> files.database(databases.of(report.from(), true)));
        files.add(report);
      }
    }
    return files;
  }

  private void add(ImportJob job, @Nullable Inbox inbox) {
    keepDatabase(job.rejectFile());
    job.columns().meanings().files().forEach(file -> read(Path.of(file), "a file of values"));
    if (inbox != null) {
      claims.keepAll(inbox.folder().resolve("any"), ANY, "what is delivered to the inbox");
    }
    SideFiles.claimRejects(claims, job.rejectFile(), inbox != null || inputs(job) > 1);
  }

  private int inputs(ImportJob job) {
    int count = 0;
    for (String from : job.from()) {
      try {
        for (InputPaths.Found found : InputPaths.of(List.of(from), job.csv()).files()) {
          count++;
          if (!found.name().equals(Spool.NAME)) {
            read(Path.of(found.name()), "the input");
            read(Path.of(found.name() + ChecksumFile.ENDING), "the input's checksum");
          }
        }
      } catch (Failure e) {
        // There may be one when the job's turn comes.
        continue;
      }
    }
    return count;
  }

  private void add(ReportJob job) {
    if (job.source() instanceof ReportSource.Own own) {
      read(own.file(), "the report's own SQL");
    }
    write(job.out());
  }

  private void attempt(Runnable claim) {
    try {
      claim.run();
    } catch (Failure e) {
      // The job says so when its turn comes.
      return;
    }
  }

  private void database(Database database) {
    new SideFiles(database.path()).claim(claims);
  }

  /** Adds a file that the command reads; null for none. */
  public CommandFiles read(@Nullable Path file, String what) {
    if (file != null) {
      claims.keep(file, what);
    }
    return this;
  }

  /** Adds job files that the command reads, as they were named. */
  public CommandFiles readJobs(List<String> jobs) {
    for (String job : jobs) {
      attempt(() -> read(JobPaths.find(job), "a job file"));
    }
    return this;
  }

  /**
   * Adds a file that the command writes, and that is no reject file; null for none. It replaces
   * neither a database nor rejects, also if the command has nothing to do with them.
   */
  public CommandFiles write(@Nullable Path file) {
    keepDatabase(file);
    if (file != null && RejectFile.isOne(file)) {
      claims.keep(file, "the rejects of a run");
    }
    claims.write(file);
    return this;
  }

  private void keepDatabase(@Nullable Path file) {
    if (file != null && Databases.isOne(file)) {
      claims.keep(file, "a database");
    }
  }

  public FileClaims claims() {
    return claims;
  }

  /** Throws a {@link Failure} with {@code USAGE} if one file would replace another. */
  public void check() {
    claims.check();
  }
}
