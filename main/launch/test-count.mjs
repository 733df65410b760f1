/**
 * @typedef {{ passed: number, failed: number, skipped: number }} TestCount
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} UnitReport
 *   what is needed of Vitest's JSON report
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} EndToEndReport
 *   what is needed of Playwright's JSON report
 */

/** @param {readonly TestCount[]} counts */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

/** @param {TestCount} count */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A step that is one test: a check, or the build.
 * @param {number} exitCode
 * @returns {TestCount}
 */
export function countStep(exitCode) {
  return exitCode === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * From Vitest's JSON report. Errors outside tests (a file that does not load, an unhandled
 * rejection) fail the run without failing a test, so the exit code has a say.
 * @param {UnitReport | null} report
 * @param {number} exitCode
 * @returns {TestCount}
 */
export function countUnitTests(report, exitCode) {
  if (report === null) return countStep(exitCode === 0 ? 1 : exitCode);
  const failed = report.numFailedTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * From Playwright's JSON report. A flaky test counts as failed: it did fail.
 * @param {EndToEndReport | null} report
 * @param {number} exitCode
 * @returns {TestCount}
 */
export function countEndToEndTests(report, exitCode) {
  if (report === null) return countStep(exitCode === 0 ? 1 : exitCode);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}
