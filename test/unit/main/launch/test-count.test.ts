import { expect, test } from 'vitest';
import {
  countEndToEndTests,
  countStep,
  countUnitTests,
  sum,
  summaryLine,
} from '../../../../main/launch/test-count.mjs';

const unit = { numPassedTests: 10, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };
const endToEnd = { stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 1 } };

test('checks, unit tests and end-to-end tests add up to one line', () => {
  const total = sum([
    countStep(0),
    countStep(2),
    countUnitTests(unit, 0),
    countEndToEndTests(endToEnd, 0),
  ]);
  expect(summaryLine(total)).toBe('16 passed, 1 failed, 4 skipped');
});

test('a run that leaves no report has failed, whatever its exit code', () => {
  expect(countUnitTests(null, 0).failed).toBe(1);
  expect(countEndToEndTests(null, 1).failed).toBe(1);
});

test('an error outside every test still fails the run', () => {
  expect(countUnitTests(unit, 1)).toEqual({ passed: 10, failed: 1, skipped: 3 });
  expect(countEndToEndTests(endToEnd, 1)).toEqual({ passed: 5, failed: 1, skipped: 1 });
});

test('a failure that a report names is not counted twice', () => {
  expect(countUnitTests({ ...unit, numFailedTests: 3 }, 1).failed).toBe(3);
});

test('a flaky test counts as failed', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 0 } };
  expect(countEndToEndTests(report, 1)).toEqual({ passed: 4, failed: 3, skipped: 0 });
});
