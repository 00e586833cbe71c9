package dev.rollcall.jobfile;

import static java.util.Objects.requireNonNullElse;

/** The name of a job: what the file says, or else the file's own name. */
final class JobName {

  private JobName() {}

  /**
   * Reads it.
   *
   * @param section that has the key
   * @param fileName without folder and extension
   */
  static String read(Section section, String fileName, Problems problems) {
    if (section.has(Key.NAME)) {
      return requireNonNullElse(section.text(Key.NAME), fileName);
    }
    try {
      return JobValues.jobName(fileName);
    } catch (WrongWord wrong) {
      problems.add(
          section.place(Key.NAME),
          "the job has no name, and the file's name can't serve as one: it " + wrong.what(),
          "add the key \"name\"");
      return fileName;
    }
  }
}
