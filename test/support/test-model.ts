import path from 'node:path';
import { createRandom } from '../../app/random.ts';
import { openEngine } from '../../main/learning/engine.ts';
import { writeModel } from '../../main/learning/model-file.ts';
import { createNetwork, DEFAULT_NETWORK_SPEC } from '../../main/learning/networks/index.ts';

/** Writes an untrained model into a resources folder: a working one, but of no use to a reader. */
export async function writeTestModel(resourcesFolder: string, id: string, seed = 1): Promise<void> {
  await openEngine('cpu');
  const weights = createNetwork(DEFAULT_NETWORK_SPEC).initialWeights(createRandom(seed));
  await writeModel(path.join(resourcesFolder, 'models', id), weights, {
    network: DEFAULT_NETWORK_SPEC,
    id,
    name: `Test model ${id}`,
    parentId: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    preparation: 'template-rhythm-1',
    leads: ['II'],
    loss: { name: 'two-fold-focal', gammaM: 1, gammaN: 1, alpha: [1, 1, 1, 1, 1] },
    training: { data: 'none', records: [], split: 'none', seed, epochs: 0, engine: 'none' },
    data: [],
    metrics: {},
    intendedUse: 'Tests.',
    limits: ['Untrained.'],
  });
}
