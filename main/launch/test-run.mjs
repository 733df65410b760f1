import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildWhenNeeded } from './build.mjs';
import { LaunchError } from './launch-error.mjs';
import { npmCommand } from './npm-command.mjs';
import { repositoryRoot } from './paths.mjs';
import { runCommand } from './run-command.mjs';
import { countEndToEndTests, countStep, countUnitTests, sum, summaryLine } from './test-count.mjs';

/**
 * @typedef {import('./test-count.mjs').TestCount} TestCount
 * @typedef {import('./test-count.mjs').UnitReport} UnitReport
 * @typedef {import('./test-count.mjs').EndToEndReport} EndToEndReport
 */

const CHECKS = ['format', 'lint', 'types', 'svelte', 'unused', 'boundaries'];
const REPORTS = path.join('out', 'test');

/**
 * Runs every check and test, all of them whatever fails, and ends with one line of counts.
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<number>} exit code
 */
export async function runAllTests({ log }) {
  rmSync(path.join(repositoryRoot, REPORTS), { recursive: true, force: true });
  mkdirSync(path.join(repositoryRoot, REPORTS), { recursive: true });

  /** @type {TestCount[]} */
  const counts = [];
  for (const check of CHECKS) counts.push(countStep(await runScript(`check:${check}`)));
  counts.push(await runUnitTests());
  const built = await build(log);
  counts.push(countStep(built ? 0 : 1));
  if (built) counts.push(await runEndToEndTests());

  const total = sum(counts);
  process.stdout.write(`\n${summaryLine(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

/**
 * @param {string} name a script of package.json
 * @param {readonly string[]} [args]
 */
async function runScript(name, args = []) {
  process.stdout.write(`\n== ${name}\n`);
  const start = performance.now();
  const { command, args: npmArgs, shell } = npmCommand(['run', '--silent', name, '--', ...args]);
  const { code } = await runCommand(command, npmArgs, { cwd: repositoryRoot, shell });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`== ${name}: ${code === 0 ? 'passed' : 'failed'} in ${seconds} s\n`);
  return code;
}

async function runUnitTests() {
  const report = path.join(REPORTS, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runScript('unit', reporters);
  return countUnitTests(/** @type {UnitReport | null} */ (readReport(report)), code);
}

async function runEndToEndTests() {
  const code = await runScript('e2e');
  const report = readReport(path.join(REPORTS, 'e2e.json'));
  return countEndToEndTests(/** @type {EndToEndReport | null} */ (report), code);
}

/** @param {(line: string) => void} log */
async function build(log) {
  try {
    await buildWhenNeeded({ log });
    return true;
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    process.stdout.write(`${error.message}\n`);
    return false;
  }
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(path.join(repositoryRoot, file), 'utf8'));
  } catch {
    return null;
  }
}
