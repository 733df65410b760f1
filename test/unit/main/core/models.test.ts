import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { modelsInUse } from '../../../../main/core/active-model.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

const unseen = { runId: null, comparisonHash: null };
const promote = (modelId: string) => ({ kind: 'promote' as const, modelId });
const rollback = (modelId: string) => ({ kind: 'rollback' as const, modelId });

it.each([
  [[], ['first']],
  [
    [promote('a'), promote('b')],
    ['first', 'a', 'b'],
  ],
  [
    [promote('a'), promote('b'), rollback('a')],
    ['first', 'a'],
  ],
  [[promote('a'), promote('b'), rollback('a'), rollback('first')], ['first']],
  [
    [promote('a'), rollback('first'), promote('b')],
    ['first', 'b'],
  ],
])('finds the models in use after %j', (log, expected) => {
  expect(modelsInUse('first', log)).toEqual(expected);
});

it('refuses to promote a model whose weights are damaged, and goes on with the one in use', async () => {
  const folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  const models = path.join(folders.resourcesFolder, 'models');
  await writeTestModel(folders.resourcesFolder, 'good');
  await writeTestModel(folders.resourcesFolder, 'weights-damaged', 2);
  await writeTestModel(folders.resourcesFolder, 'zz-no-card', 3);
  writeFileSync(path.join(models, 'weights-damaged', 'weights.bin'), 'not these');
  writeFileSync(path.join(models, 'zz-no-card', 'card.json'), '{"id": 7}');
  const core = new CoreSession(folders);
  onTestFinished(() => core.close());
  const known = await core.request('models:list', {});
  expect(known.map(({ id, active }) => [id, active])).toEqual([
    ['good', true],
    ['weights-damaged', false],
  ]);
  await expect(
    core.request('models:promote', { modelId: 'weights-damaged', ...unseen }),
  ).rejects.toMatchObject({
    code: 'model-damaged',
    file: path.join(models, 'weights-damaged', 'weights.bin'),
  });
  await expect(
    core.request('models:promote', { modelId: 'unknown', ...unseen }),
  ).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await core.request('models:list', {}))[0]).toMatchObject({ id: 'good', active: true });
});
