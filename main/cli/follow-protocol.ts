import type { ProtocolListener } from '../learning/protocols/protocol-context.ts';
import { describeEpoch } from './epoch-text.ts';
import { interruptSignal } from './interrupt.ts';
import { printNotice } from './output.ts';
import { createProgress } from './progress.ts';

/** Runs a training or a protocol with its stages and epochs told on standard error. */
export async function followProtocol<Result>(
  title: string,
  run: (listener: ProtocolListener) => Promise<Result>,
): Promise<Result> {
  const progress = createProgress(title);
  let stage = 'starting';
  try {
    return await run({
      signal: interruptSignal(),
      onStage: (next) => {
        stage = next;
        progress.report(stage, 0);
      },
      onNotice: (text) => {
        progress.end();
        printNotice(text);
      },
      onEpoch: (contender, part, seed, epoch) => {
        progress.end();
        printNotice(describeEpoch(`${contender}, ${part}, seed ${seed}`, epoch));
      },
      onProgress: (fraction) => {
        progress.report(stage, fraction);
      },
    });
  } finally {
    progress.end();
  }
}
