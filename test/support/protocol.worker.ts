import { workerData } from 'node:worker_threads';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProtocolResult } from '../../app/contract/protocol-result.ts';
import { AppError } from '../../app/domain/app-error.ts';
import type { ProtocolTask } from '../../main/jobs/protocol-task.ts';
import { Ds2Ledger } from '../../main/learning/protocols/ds2-ledger.ts';
import { serveTask } from '../../main/jobs/serve-task.ts';

/**
 * Stands for the thread that runs protocols: two epochs, with a checkpoint after the first. The data
 * folder says what becomes of the run: "/fails" and "/waits" do so before the second epoch, unless
 * there is a checkpoint. Its seeds are entered in the ledger of DS2.
 */
await serveTask(async ({ signal, tell }) => {
  const { protocol, quick, dataFolder, seeds, outFolder, ledgerFolder, engine } =
    workerData as ProtocolTask;
  new Ds2Ledger(ledgerFolder).open(protocol, 'paper', { seeds });
  const checkpoint = path.join(outFolder, 'checkpoint');
  const epochOf = (epoch: number) => ({
    contender: 'paper',
    part: 'all of DS1',
    seed: seeds[0] ?? 0,
    epoch: { epoch, trainLoss: 1 / epoch, validationLoss: null, f1: { V: null } },
  });
  if (!existsSync(checkpoint)) {
    mkdirSync(outFolder, { recursive: true });
    tell({ type: 'protocol-epoch', epoch: epochOf(1) });
    writeFileSync(checkpoint, '1');
    if (dataFolder === '/fails') throw new AppError('file-missing', 'There is no record 100.');
    if (dataFolder === '/waits') {
      tell({ type: 'progress', stage: 'training', fraction: 0.5 });
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new AppError('cancelled', 'The run was cancelled.'));
        });
      });
    }
  }
  tell({ type: 'protocol-epoch', epoch: epochOf(2) });
  const result: ProtocolResult = {
    version: 1,
    protocol,
    title: 'A protocol that tests nothing',
    description: '',
    quick,
    startedAt: '2026-01-01T00:00:00.000Z',
    wallS: 1,
    environment: { engine, machine: 'none', node: process.version, version: '0' },
    command: '',
    data: [],
    seeds: [...seeds],
    counts: [],
    contenders: [],
    findings: [],
  };
  return { result };
});
