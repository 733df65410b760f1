/** A command failed and has said so already: only the exit code is left to set. */
export class ReportedFailure extends Error {
  override readonly name = 'ReportedFailure';
}
