import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

let folders: { libraryFolder: string; resourcesFolder: string };
/** A model that the library does not know, as its maker's Ectopy exported it. */
let foreign: string;

/** Made once: shipped-1, and foreign-1 as it is before a test spoils its copy. */
const made = mkdtempSync(path.join(tmpdir(), 'ectopy-models-'));

beforeAll(async () => {
  await writeTestModel(path.join(made, 'shipped'), 'shipped-1');
  await writeTestModel(path.join(made, 'foreign'), 'foreign-1', 2);
});

afterAll(() => {
  rmSync(made, { recursive: true, force: true });
});

beforeEach(() => {
  folders = { libraryFolder: temporaryFolder(), resourcesFolder: path.join(made, 'shipped') };
  foreign = path.join(temporaryFolder(), 'foreign-1');
  cpSync(path.join(made, 'foreign', 'models', 'foreign-1'), foreign, { recursive: true });
});

function openCore(): CoreSession {
  const core = new CoreSession(folders);
  onTestFinished(() => core.close());
  return core;
}

describe('an export', () => {
  it('for TensorFlow.js is imported elsewhere, and there is the same model', async () => {
    const folder = temporaryFolder();
    const { path: exported } = await openCore().request('models:export', {
      modelId: 'shipped-1',
      format: 'tfjs',
      folder,
    });
    expect(readdirSync(exported).toSorted()).toEqual(['card.json', 'model.json', 'weights.bin']);
    folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
    const other = openCore();
    const { modelId } = await other.request('models:import', { path: exported });
    expect(modelId).toBe('shipped-1');
    expect(other.events).toContainEqual({ name: 'models:changed', payload: {} });
    await other.request('models:promote', { modelId, runId: null, comparisonHash: null });
    expect(await other.request('models:list', {})).toMatchObject([
      { id: modelId, active: true, shipped: false, sha256: cardOf(exported)['sha256'] },
    ]);
    // Once more changes nothing, and is no error.
    await other.request('models:import', { path: path.join(exported, 'model.json') });
  });

  it('as ONNX holds the model and its card, and replaces nothing', async () => {
    const core = openCore();
    const request = { modelId: 'shipped-1', format: 'onnx', folder: temporaryFolder() } as const;
    const { path: exported } = await core.request('models:export', request);
    expect(readdirSync(exported).toSorted()).toEqual(['card.json', 'model.onnx']);
    expect(readFileSync(path.join(exported, 'model.onnx')).length).toBeGreaterThan(4 * 312_501);
    await expect(core.request('models:export', request)).rejects.toMatchObject({
      code: 'conflict',
      file: exported,
    });
  });
});

/** Changes one thing of a card. */
function spoilCard(change: object): (folder: string) => void {
  return (folder) => {
    writeFileSync(path.join(folder, 'card.json'), JSON.stringify({ ...cardOf(folder), ...change }));
  };
}

function cardOf(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(folder, 'card.json'), 'utf8')) as Record<
    string,
    unknown
  >;
}

function inFile(name: string, change: (file: string) => void): (folder: string) => void {
  return (folder) => {
    change(path.join(folder, name));
  };
}

const network = (change: object) => (folder: string) => {
  spoilCard({ network: { ...(cardOf(folder)['network'] as object), ...change } })(folder);
};

describe('an import', () => {
  it.each([
    ['weights of another hash', 'model-damaged', 'weights.bin', inFile('weights.bin', (file) => { writeFileSync(file, readFileSync(file).fill(1, 100, 200)); })], // prettier-ignore
    ['truncated weights', 'model-damaged', 'weights.bin', inFile('weights.bin', (file) => { truncateSync(file, 1000); })], // prettier-ignore
    ['weights of a huge size', 'model-damaged', 'weights.bin', inFile('weights.bin', (file) => { truncateSync(file, 2 ** 33); })], // prettier-ignore
    ['weights that are a link', 'model-damaged', 'weights.bin', inFile('weights.bin', (file) => { copyFileSync(file, `${file}.copy`); rmSync(file); symlinkSync(`${file}.copy`, file); })], // prettier-ignore
    ['weights that are a folder', 'model-damaged', 'weights.bin', inFile('weights.bin', (file) => { rmSync(file); mkdirSync(file); })], // prettier-ignore
    ['no weights', 'file-missing', 'weights.bin', inFile('weights.bin', (file) => { rmSync(file); })], // prettier-ignore
    ['layers of another shape', 'model-damaged', 'model.json', inFile('model.json', (file) => { writeFileSync(file, readFileSync(file, 'utf8').replaceAll('[256,64]', '[64,256]')); })], // prettier-ignore
    ['weights in a file elsewhere', 'model-damaged', 'model.json', inFile('model.json', (file) => { writeFileSync(file, readFileSync(file, 'utf8').replace('"weights.bin"', '"../../weights.bin"')); })], // prettier-ignore
    ['another network than its weights are of', 'model-damaged', 'model.json', network({ denseUnits: 65 })], // prettier-ignore
    ['a huge network', 'model-unsupported', 'card.json', network({ denseUnits: 4096, pairs: Array.from({ length: 4 }, () => ({ filters: 4096, kernel: 4096, dropout: 0 })) })], // prettier-ignore
    ['a network of a later Ectopy', 'model-unsupported', 'card.json', network({ kind: 'brain' })], // prettier-ignore
    ['a card of another version', 'model-unsupported', 'card.json', spoilCard({ version: 2 })],
    ['an unknown preparation', 'model-unsupported', 'card.json', spoilCard({ preparation: 'wavelet-9' })], // prettier-ignore
    ['classes that its network does not tell apart', 'model-unsupported', 'card.json', spoilCard({ classes: ['N', 'V'] })], // prettier-ignore
    ['a network of two classes', 'model-unsupported', 'card.json', network({ classes: 2 })],
    ['an id that leads elsewhere', 'model-damaged', 'card.json', spoilCard({ id: '../../escaped' })], // prettier-ignore
    ['a card that is no JSON', 'model-damaged', 'card.json', inFile('card.json', (file) => { writeFileSync(file, 'MZ'); })], // prettier-ignore
    ['no card', 'file-missing', 'card.json', inFile('card.json', (file) => { rmSync(file); })], // prettier-ignore
    ['averages that its card does not vouch for', 'model-damaged', 'rehearsal.bin', (folder) => { spoilCard({ rehearsalSha256: 'a'.repeat(64) })(folder); writeFileSync(path.join(folder, 'rehearsal.bin'), 'x'); }], // prettier-ignore
  ] as [string, string, string, (folder: string) => void][])(
    'refuses a model with %s (%s)',
    async (_, code, file, spoil) => {
      const core = openCore();
      spoil(foreign);
      await expect(core.request('models:import', { path: foreign })).rejects.toMatchObject({
        code,
        file: path.join(foreign, file),
        remedy: expect.any(String) as string,
      });
      expect(readdirSync(path.join(folders.libraryFolder, 'models'))).toEqual([]);
      expect(await core.request('models:list', {})).toMatchObject([{ id: 'shipped-1' }]);
    },
  );

  it.each([
    ['damaged weights', 'weights.bin', 'model-damaged', inFile('weights.bin', (file) => { writeFileSync(file, readFileSync(file).fill(1, 100, 200)); })], // prettier-ignore
    ['no layers, as exported to ONNX', 'model.json', 'file-missing', inFile('model.json', (file) => { rmSync(file); })], // prettier-ignore
  ] as [string, string, string, (folder: string) => void][])(
    'of a model that the library has is refused all the same with %s',
    async (_, file, code, spoil) => {
      const core = openCore();
      await core.request('models:import', { path: foreign });
      spoil(foreign);
      await expect(core.request('models:import', { path: foreign })).rejects.toMatchObject({
        code,
        file: path.join(foreign, file),
      });
    },
  );

  it('refuses another model under the id of one that the library has', async () => {
    const core = openCore();
    await core.request('models:import', { path: foreign });
    const folder = path.join(folders.libraryFolder, 'models', 'foreign-1');
    const before = readFileSync(path.join(folder, 'card.json'), 'utf8');
    const other = temporaryFolder();
    await writeTestModel(other, 'foreign-1', 3);
    await expect(
      core.request('models:import', { path: path.join(other, 'models', 'foreign-1') }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(path.join(folder, 'card.json'), 'utf8')).toBe(before);
  });

  it('takes nothing but the files of the model', async () => {
    writeFileSync(path.join(foreign, 'run-me.sh'), 'rm -rf /');
    mkdirSync(path.join(foreign, 'nested'));
    await openCore().request('models:import', { path: foreign });
    const folder = path.join(folders.libraryFolder, 'models', 'foreign-1');
    expect(readdirSync(folder).toSorted()).toEqual(['card.json', 'model.json', 'weights.bin']);
    expect(existsSync(`${folder}.part`)).toBe(false);
  });
});
