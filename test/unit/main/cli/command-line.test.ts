import { createHash } from 'node:crypto';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beatClassOfCode } from '../../../../app/domain/annotation-codes.ts';
import { parseAnnotations } from '../../../../app/formats/wfdb/annotation.ts';
import { openStore } from '../../../../main/store/store.ts';
import { hasSharedData, SHARED_DATA } from '../../../support/shared-data.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const entry = path.join(root, 'main/cli/index.ts');
const mitdb = path.join(SHARED_DATA, 'mitdb');

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

let folder: string;

function ectopy(args: string[], environment: Record<string, string> = {}): Promise<Run> {
  const env = { ...process.env, ECTOPY_LIBRARY: path.join(folder, 'library'), ...environment };
  return new Promise((resolve) => {
    const options = { env, cwd: folder, maxBuffer: 2 ** 26 };
    const child = execFile(
      process.execPath,
      [entry, ...args],
      options,
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}

function beatsIn(file: string): { sample: number; beatClass: string }[] {
  return parseAnnotations(readFileSync(file), file).annotations.flatMap(({ sample, code }) => {
    const beatClass = beatClassOfCode(code, 'aami-bxb');
    return beatClass === null ? [] : [{ sample, beatClass }];
  });
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The JSON error that a failed run with --json leaves as a line of its standard error. */
function errorOf({ stderr }: Run): unknown {
  const line = stderr.split('\n').find((text) => text.startsWith('{"error"'));
  return (JSON.parse(line ?? '{}') as { error?: unknown }).error;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ectopy-cli-test-'));
  const run = await ectopy(['demo', '--hours', '0.05', '--leads', '2', '--out', folder]);
  if (run.code !== 0) throw new Error(run.stderr);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the command line', () => {
  test.each([
    'analyze',
    'ec57',
    'train',
    'models list',
    'models show',
    'models promote',
    'models export',
    'models import',
    'demo',
    'bench',
  ])('explains %s and offers JSON', async (command) => {
    const { code, stdout } = await ectopy([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: ectopy/);
    expect(stdout).toContain('--json');
  });

  test.each([
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['analyze', '--frobnicate', 'demo']],
    ['a missing argument', ['analyze']],
    ['a bad number', ['demo', '--hours', '-3', '--out', 'x']],
    ['a bad engine', ['analyze', '--engine', 'abacus', 'demo']],
    ['an unknown model', ['analyze', '--model', 'nobody', 'demo']],
    ['a missing recording', ['analyze', 'nowhere']],
    ['missing training data', ['train', '--data', 'nowhere', '--engine', 'cpu']],
    ['an unknown model to show', ['models', 'show', 'nobody']],
  ])('fails on %s and prints no result', async (_what, args) => {
    const { code, stdout, stderr } = await ectopy(args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('demo', () => {
  test('writes the same record for the same seed and never over another', async () => {
    const again = path.join(folder, 'again');
    const args = ['demo', '--hours', '0.05', '--leads', '2', '--out', again, '--json'];
    const run = await ectopy(args);
    expect(JSON.parse(run.stdout)).toMatchObject({
      record: 'demo',
      durationS: 180,
      leads: 2,
      seed: 1,
    });
    for (const name of ['demo.hea', 'demo.dat', 'demo.atr']) {
      expect(hashOf(path.join(again, name))).toBe(hashOf(path.join(folder, name)));
    }
    const refused = await ectopy(args);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toBe('');
    expect(errorOf(refused)).toMatchObject({ code: 'conflict' });
  });
});

describe('analyze', () => {
  test('prints one JSON document and writes annotations, originals untouched', async () => {
    const before = ['demo.hea', 'demo.dat', 'demo.atr'].map((name) =>
      hashOf(path.join(folder, name)),
    );
    const out = path.join(folder, 'readings');
    const temporary = mkdtempSync(path.join(folder, 'tmp-'));
    const run = await ectopy(['analyze', path.join(folder, 'demo.hea'), '--json', '--out', out], {
      TMPDIR: temporary,
    });
    expect(run).toMatchObject({ code: 0 });
    const summary = JSON.parse(run.stdout) as { beats: number; byClass: Record<string, number> };
    expect(Object.keys(summary)).toEqual([
      'record',
      'durationS',
      'leads',
      'sampleRateHz',
      'beats',
      'byClass',
      'heartRate',
      'model',
      'engine',
      'elapsedMs',
    ]);
    expect(summary).toMatchObject({ record: 'demo', durationS: 180, leads: 2, sampleRateHz: 250 });

    const truth = beatsIn(path.join(folder, 'demo.atr'));
    const found = beatsIn(path.join(out, 'demo.ect'));
    expect(found).toHaveLength(summary.beats);
    const near = (list: typeof truth, sample: number) =>
      list.some((beat) => Math.abs(beat.sample - sample) <= 0.15 * 250);
    const hit = truth.filter(({ sample }) => near(found, sample)).length;
    const right = found.filter(({ sample }) => near(truth, sample)).length;
    expect(hit / truth.length).toBeGreaterThan(0.97);
    expect(right / found.length).toBeGreaterThan(0.97);
    const byClass: Record<string, number> = { N: 0, S: 0, V: 0, F: 0, Q: 0 };
    for (const { beatClass } of found) byClass[beatClass] = (byClass[beatClass] ?? 0) + 1;
    expect(summary.byClass).toEqual(byClass);

    const after = ['demo.hea', 'demo.dat', 'demo.atr'].map((name) =>
      hashOf(path.join(folder, name)),
    );
    expect(after).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('goes on after a bad record, says which, and fails in the end', async () => {
    const run = await ectopy(['analyze', 'missing', path.join(folder, 'demo'), '--json']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ record: 'demo' });
    expect(errorOf(run)).toMatchObject({ code: 'file-missing' });
    expect(run.stderr).toContain('missing');
  });

  test('replaces its own reading but no file that is something else', async () => {
    const out = mkdtempSync(path.join(folder, 'out-'));
    const file = path.join(out, 'demo.ect');
    const args = ['analyze', path.join(folder, 'demo'), '--out', out, '--json'];
    expect((await ectopy(args)).code).toBe(0);
    const first = hashOf(file);
    expect((await ectopy(args)).code).toBe(0);
    expect(hashOf(file)).toBe(first);

    writeFileSync(file, 'the notes of my life\n');
    const refused = await ectopy(args);
    expect(refused.code).toBe(1);
    expect(errorOf(refused)).toMatchObject({ code: 'conflict', file });
    expect(readFileSync(file, 'utf8')).toBe('the notes of my life\n');
  });

  test.skipIf(process.platform === 'win32')('puts its samples away when interrupted', async () => {
    const temporary = mkdtempSync(path.join(folder, 'tmp-'));
    const long = path.join(folder, 'long');
    await ectopy(['demo', '--hours', '2', '--leads', '3', '--rate', '500', '--out', long]);
    const child = spawn(process.execPath, [entry, 'analyze', path.join(long, 'demo')], {
      env: { ...process.env, TMPDIR: temporary },
    });
    const ended = once(child, 'exit') as Promise<[number | null]>;
    let said = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      const before = said;
      said += String(text);
      // The samples are being written once this stage is announced.
      if (said.includes('reading') && !before.includes('reading')) child.kill('SIGINT');
    }
    const [code] = await ended;
    expect(code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.skipIf(!hasSharedData('mitdb')).each(['100', '208'])('reads MIT-BIH %s', async (record) => {
    const run = await ectopy(['analyze', path.join(mitdb, record), '--json', '--out', folder]);
    expect(run).toMatchObject({ code: 0 });
    const summary = JSON.parse(run.stdout) as { beats: number; byClass: Record<string, number> };
    const truth = beatsIn(path.join(mitdb, `${record}.atr`));
    expect(Math.abs(summary.beats - truth.length) / truth.length).toBeLessThan(0.02);
    // Of ventricular origin, wholly or in part: how the model splits V from F is its own test's.
    const ventricular = truth.filter(({ beatClass }) => 'VF'.includes(beatClass)).length;
    const found = (summary.byClass.V ?? 0) + (summary.byClass.F ?? 0);
    expect(Math.abs(found - ventricular)).toBeLessThan(0.15 * ventricular + 10);
  });
});

describe('models', () => {
  test('lists the shipped model, shows its card and promotes it', async () => {
    const list = await ectopy(['models', 'list', '--json']);
    expect(list).toMatchObject({ code: 0 });
    const [model] = JSON.parse(list.stdout) as { id: string; shipped: boolean; active: boolean }[];
    expect(model).toMatchObject({ shipped: true, active: true });
    const id = model?.id ?? '';
    const show = await ectopy(['models', 'show', id]);
    expect(JSON.parse(show.stdout)).toMatchObject({ id });
    const promoted = await ectopy(['models', 'promote', id, '--json']);
    expect(JSON.parse(promoted.stdout)).toEqual({ active: id });
  });

  test('exports a model and takes it into another library', async () => {
    const [model] = JSON.parse((await ectopy(['models', 'list', '--json'])).stdout) as {
      id: string;
    }[];
    const id = model?.id ?? '';
    const args = ['--format', 'tfjs', '--out', folder, '--json'];
    const exported = await ectopy(['models', 'export', id, ...args]);
    const { path: written } = JSON.parse(exported.stdout) as { path: string };
    const library = ['--library', path.join(folder, 'other'), '--json'];
    const imported = await ectopy(['models', 'import', written, ...library]);
    expect(JSON.parse(imported.stdout)).toEqual({ modelId: id });
    // In a process that computes nothing else.
    const onnx = await ectopy(['models', 'export', id, '--format', 'onnx', '--out', folder]);
    expect(onnx.stdout).toContain(path.join(folder, `${id}-onnx`));
  });

  test('leaves a library alone that another process has open', async () => {
    const library = path.join(folder, 'locked');
    const store = openStore(library);
    const run = await ectopy(['models', 'list', '--json', '--library', library]);
    store.close();
    expect(run.code).toBe(1);
    expect(errorOf(run)).toMatchObject({ code: 'library-locked' });
  });
});

test('bench measures the core beside its budgets', async () => {
  const run = await ectopy(['bench', '--hours', '0.05', '--json']);
  expect(run).toMatchObject({ code: 0 });
  const { measurements } = JSON.parse(run.stdout) as {
    measurements: { id: string; value: number }[];
  };
  expect(measurements.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'analysis',
      'core-memory',
      'reopening',
      'edit',
      'detector',
      'inference',
    ]),
  );
  for (const { value } of measurements) expect(value).toBeGreaterThan(0);
});
