import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CoreEvent, FromCoreMessage } from '../../../../main/process/core-protocol.ts';
import { CoreProcess } from '../../../support/core-process.ts';
import { CoreSession } from '../../../support/core-session.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeTestModel } from '../../../support/test-model.ts';

let folders: { libraryFolder: string; resourcesFolder: string };

beforeEach(async () => {
  folders = { libraryFolder: temporaryFolder(), resourcesFolder: temporaryFolder() };
  await writeTestModel(folders.resourcesFolder, 'shipped-1');
});

/** A library with one analysed demo recording, not in use. */
async function libraryWithDemo(): Promise<string> {
  const core = new CoreSession(folders);
  await core.request('settings:set', { settings: { engine: 'wasm' } });
  const { id } = await core.demo({ hours: 0.05, seed: 1 });
  await core.close();
  return id;
}

async function inCore<T>(work: (core: CoreSession) => Promise<T>): Promise<T> {
  const core = new CoreSession(folders);
  try {
    return await work(core);
  } finally {
    await core.close();
  }
}

describe('a killed core', () => {
  it('loses no edit that it had acknowledged', async () => {
    const recordingId = await libraryWithDemo();
    const core = new CoreProcess(folders);
    await core.ready();
    const replies: Promise<number | null>[] = [];
    // Some are under way when the kill comes; only what was acknowledged must be there.
    for (let beatId = 1; beatId <= 150; beatId++) {
      const edits = [{ kind: 'relabel' as const, beatId, beatClass: 'V' as const }];
      const reply = core.request('edits:append', { recordingId, edits });
      replies.push(reply.then(({ ok }) => (ok ? beatId : null)).catch(() => null));
    }
    await replies[39];
    await core.kill();
    const acknowledged = core.messages.filter(
      (message) => message.type === 'reply' && message.reply.ok,
    ).length;
    expect(acknowledged).toBeGreaterThanOrEqual(40);

    await inCore(async (reopened) => {
      const log = await reopened.request('edits:list', { recordingId, limit: 1000 });
      const saved = log.map(({ beatId }) => beatId).toSorted((a, b) => a - b);
      expect(saved.length).toBeGreaterThanOrEqual(acknowledged);
      expect(saved).toEqual(saved.map((_, index) => index + 1));
      const { flags } = await reopened.beats(recordingId);
      expect(flags.reduce((sum, flag) => sum + flag, 0)).toBe(saved.length);
    });
  });

  it('leaves an import interrupted, without its files, to be imported again', async () => {
    const core = new CoreProcess(folders);
    await core.ready();
    await core.request('recordings:create-demo', { hours: 1, seed: 5 });
    await core.event(jobStage('reading and detecting'));
    await core.kill();

    await inCore(async (reopened) => {
      const [interrupted] = await reopened.request('recordings:list', {});
      expect(interrupted).toMatchObject({ status: 'interrupted', sampleCount: 0 });
      const recordings = path.join(folders.libraryFolder, 'recordings');
      expect(readdirSync(recordings)).toEqual([]);

      await reopened.request('settings:set', { settings: { engine: 'wasm' } });
      const again = await reopened.request('recordings:import', {
        path: interrupted?.sourcePath ?? '',
      });
      expect(await reopened.ended(again.jobId)).toMatchObject({ state: 'done', error: null });
      expect(await reopened.request('recordings:list', {})).toMatchObject([
        { id: interrupted?.id, status: 'ready' },
      ]);
    });
  }, 120_000);

  it('takes up an analysis again by itself', async () => {
    const core = new CoreProcess(folders);
    await core.ready();
    await core.request('settings:set', { settings: { engine: 'wasm' } });
    await core.request('recordings:create-demo', { hours: 0.3, seed: 5 });
    await core.event(jobStage('classifying'));
    await core.kill();

    await inCore(async (reopened) => {
      const [analysing] = await reopened.request('recordings:list', {});
      expect(analysing?.status).toBe('analysing');
      await reopened.idle();
      expect(await reopened.request('recordings:list', {})).toMatchObject([{ status: 'ready' }]);
    });
  }, 120_000);

  it('leaves a training run interrupted, to be resumed from its checkpoint', async () => {
    const recordingId = await libraryWithDemo();
    const core = new CoreProcess(folders);
    await core.ready();
    const edits = Array.from({ length: 40 }, (_, index) => ({
      kind: 'relabel' as const,
      beatId: 20 + index,
      beatClass: index % 2 === 0 ? ('V' as const) : ('N' as const),
    }));
    await core.request('edits:append', { recordingId, edits });
    const config = {
      seed: 1,
      epochs: 3,
      learningRate: 1e-6,
      anchorStrength: 1,
      gammaM: 1,
      gammaN: 1,
    };
    await core.request('training:start', { config });
    // The first epoch's checkpoint is complete when the second epoch is.
    await core.event(({ name, payload }) => name === 'training:epoch' && payload.epoch.epoch === 2);
    await core.kill();

    await inCore(async (reopened) => {
      const [interrupted] = await reopened.request('training:runs', {});
      expect(interrupted).toMatchObject({ status: 'interrupted', resultModelId: null });
      expect(interrupted?.epochs.length).toBeGreaterThanOrEqual(1);
      const checkpoint = path.join(folders.libraryFolder, 'training', interrupted?.id ?? '');
      expect(existsSync(checkpoint)).toBe(true);
      // A correction made since then is not part of the run that is resumed.
      await reopened.request('edits:append', {
        recordingId,
        edits: [{ kind: 'relabel', beatId: 5, beatClass: 'S' }],
      });

      const { jobId, runId } = await reopened.request('training:resume', {
        runId: interrupted?.id ?? '',
      });
      expect(await reopened.ended(jobId)).toMatchObject({ state: 'done', error: null });
      const resumed = reopened.events.filter(({ name }) => name === 'training:epoch');
      expect(resumed.length).toBeLessThan(3);
      const [done] = await reopened.request('training:runs', {});
      expect(done).toMatchObject({ id: runId, status: 'done' });
      expect(done?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
      expect(existsSync(checkpoint)).toBe(false);
      await expect(reopened.request('training:resume', { runId })).rejects.toMatchObject({
        code: 'conflict',
      });
    });
  }, 240_000);
});

describe('the core process', () => {
  it('answers requests by number, sends bytes, and ends with code 0 when asked to', async () => {
    const recordingId = await libraryWithDemo();
    const core = new CoreProcess(folders);
    await core.ready();
    core.send({ type: 'binary', id: 1000, route: 'beats', params: { recordingId } });
    const list = await core.request('recordings:list', {});
    expect(list).toMatchObject({ ok: true, value: [{ id: recordingId }] });
    const { reply } = await core.when(
      (message): message is Extract<FromCoreMessage, { type: 'reply' }> =>
        message.type === 'reply' && message.id === 1000,
    );
    expect(reply).toMatchObject({ ok: true, value: expect.any(Uint8Array) as Uint8Array });
    core.send({ type: 'shutdown' });
    expect(await core.exited).toBe(0);
    // Closed in order: the write-ahead log is merged, and the next one may come in.
    expect(existsSync(path.join(folders.libraryFolder, 'library.sqlite-wal'))).toBe(false);
  });

  it('says why it cannot start, and ends with code 1', async () => {
    await inCore(async () => {
      const second = new CoreProcess(folders);
      const { error } = await second.when(
        (message): message is Extract<FromCoreMessage, { type: 'failed' }> =>
          message.type === 'failed',
      );
      expect(error).toMatchObject({ code: 'library-locked', file: folders.libraryFolder });
      expect(await second.exited).toBe(1);
    });
  });

  it('ends by itself when its parent is gone', async () => {
    const core = new CoreProcess(folders);
    await core.ready();
    core.disconnect();
    expect(await core.exited).toBe(0);
    await inCore(async (reopened) => {
      expect(await reopened.request('recordings:list', {})).toEqual([]);
    });
  });

  it('leaves a run that it must end interrupted, not cancelled', async () => {
    const core = new CoreProcess(folders);
    await core.ready();
    await core.request('recordings:create-demo', { hours: 2, seed: 5 });
    await core.event(jobStage('reading and detecting'));
    core.send({ type: 'shutdown' });
    expect(await core.exited).toBe(0);
    await inCore(async (reopened) => {
      expect(await reopened.request('recordings:list', {})).toMatchObject([
        { status: 'interrupted' },
      ]);
    });
  });
});

function jobStage(stage: string): (event: CoreEvent) => boolean {
  return ({ name, payload }) => name === 'job:changed' && payload.stage === stage;
}
