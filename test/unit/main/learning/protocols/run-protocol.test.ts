import { truncateSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  protocolResultSchema,
  type ProtocolId,
} from '../../../../../app/contract/protocol-result.ts';
import { readPredictions } from '../../../../../main/learning/protocols/predictions.ts';
import { runProtocol } from '../../../../../main/learning/protocols/run-protocol.ts';
import { writeAnnotatedRecords } from '../../../../support/annotated-database.ts';
import { installNativeInJavaScript } from '../../../../support/native-in-javascript.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function taskOf(protocol: ProtocolId, dataFolder: string, outFolder: string) {
  return {
    protocol,
    dataFolder,
    outFolder,
    networks: ['paper' as const],
    loss: 'twofold' as const,
    seeds: [1],
    quick: true,
    engine: 'wasm' as const,
  };
}

describe('beats split at random', () => {
  it('are trained and tested with controls; what cannot be used is named; a second call computes nothing', async () => {
    const data = temporaryFolder();
    const out = temporaryFolder();
    await writeAnnotatedRecords(data, ['200', '208', '213'], 2);
    truncateSync(path.join(data, '213.dat'), 1000);
    const task = taskOf('kachuee', data, out);
    const epochs: string[] = [];
    const result = await runProtocol(task, {
      onEpoch: (contender, part, seed, { epoch }) => epochs.push(`${contender} ${part} ${seed} ${epoch}`), // prettier-ignore
    });
    expect(v.is(protocolResultSchema, result)).toBe(true);
    expect(epochs.slice(0, 2)).toEqual(['paper random split 1 1', 'paper random split 1 2']);
    expect(result.data[0]?.leftOut).toEqual([
      { record: '102', reason: 'not in the folder' },
      { record: '209', reason: 'not in the folder' },
      { record: '213', reason: expect.stringContaining('damaged') as string },
    ]);
    expect(result.findings.join(' ')).toContain('2 annotations have codes that no mapping knows');

    const ids = result.contenders.map(({ id, control }) => `${id}${control ? ' (control)' : ''}`);
    expect(ids).toEqual(['paper', 'paper-cosine', 'always-n (control)', 'length-only (control)', 'rr-only (control)']); // prettier-ignore
    const natural = result.contenders[0]?.tests[0];
    // The generator has no Q: a class without beats has no figures, and is in no mean.
    expect(natural?.byClass['Q']).toMatchObject({ support: 0, recall: { value: null } });
    expect(natural?.macroF1.value).toBeGreaterThan(0);
    const tested = readPredictions(path.join(out, 'kachuee-quick'));
    expect(tested.find(({ test }) => test === 'natural')?.timeS).toHaveLength(natural?.count ?? -1);

    epochs.length = 0;
    const again = await runProtocol(task, { onEpoch: () => epochs.push('again') });
    expect(epochs).toEqual([]);
    expect(again.contenders[0]?.tests).toEqual(result.contenders[0]?.tests);
  }, 240_000);

  it('cannot be had without a record, and says what to do', async () => {
    await expect(
      runProtocol(taskOf('kachuee', temporaryFolder(), temporaryFolder())),
    ).rejects.toMatchObject({
      code: 'file-missing',
      remedy: expect.stringContaining('102') as string,
    });
  });

  it('cannot be had of damaged records alone, and says what is wrong with which', async () => {
    const data = temporaryFolder();
    await writeAnnotatedRecords(data, ['208'], 1);
    truncateSync(path.join(data, '208.dat'), 1000);
    await expect(runProtocol(taskOf('kachuee', data, temporaryFolder()))).rejects.toMatchObject({
      message: expect.stringMatching(/102, .*\(not in the folder\); 208 \(.*damaged/) as string,
    });
  });

  it('stop when asked', async () => {
    const data = temporaryFolder();
    await writeAnnotatedRecords(data, ['200'], 1);
    const signal = AbortSignal.abort();
    await expect(
      runProtocol(taskOf('kachuee', data, temporaryFolder()), { signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('goes on with another engine when one fails in the middle of a training, and tells where', async () => {
  installNativeInJavaScript();
  const data = temporaryFolder();
  await writeAnnotatedRecords(data, ['200'], 0.5);
  const stages: string[] = [];
  const result = await runProtocol(
    { ...taskOf('kachuee', data, temporaryFolder()), engine: 'native' },
    { onStage: (stage) => stages.push(stage) },
  );
  const told = expect.stringMatching(/^native TensorFlow failed \(.*going on with WebAssembly\.$/) as string; // prettier-ignore
  expect(result.contenders[0]?.trainings[0]?.epochs[0]?.setbacks).toEqual([told]);
  expect(result.contenders[1]?.trainings[0]?.epochs[0]).not.toHaveProperty('setbacks');
  expect(stages).toContainEqual(told);
  expect(result.environment.engine).toBe('native TensorFlow, which failed, then WebAssembly');
}, 120_000);
