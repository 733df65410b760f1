import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { createDemoHolter, type DemoEpisode, type DemoTruth } from '../../app/demo/demo-holter.ts';
import { annotationCode } from '../../app/domain/annotation-codes.ts';
import { beatClassAt, zeroPerClass } from '../../app/domain/beat-class.ts';
import type { WfdbAnnotation } from '../../app/formats/wfdb/annotation.ts';
import { asFileError } from '../imports/file-errors.ts';
import { refuseExisting } from '../imports/output-file.ts';
import { writeWfdbAnnotations, writeWfdbRecord } from '../imports/wfdb-writer.ts';
import { positiveNumber, wholeNumber } from './arguments.ts';
import { interruptSignal } from './interrupt.ts';
import { printJson, printText } from './output.ts';
import { createProgress } from './progress.ts';
import { beatAnnotations } from './write-reading.ts';

interface DemoCommandOptions {
  readonly hours: number;
  readonly leads: number;
  readonly rate: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: true;
}

/** `ectopy demo`: the synthetic Holter recording as a WFDB record with its truth as `.atr`. */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('write a synthetic Holter recording with known beats (demo.hea, .dat, .atr)')
    .requiredOption('--out <folder>', 'folder to write to; made when missing')
    .option('--hours <number>', 'length, up to 72', positiveNumber, 24)
    .option('--leads <number>', 'number of leads, 1 to 12', wholeNumber, 3)
    .option('--rate <hertz>', 'samples a second, 100 to 2000', positiveNumber, 250)
    .option('--seed <number>', 'another seed is another day', wholeNumber, 1)
    .option('--json', 'print what was written as JSON')
    .action(writeDemo);
}

async function writeDemo(options: DemoCommandOptions): Promise<void> {
  const { hours, seed, rate: sampleRateHz, leads: leadCount } = options;
  const demo = createDemoHolter({ hours, seed, leadCount, sampleRateHz });
  const folder = path.resolve(options.out);
  const progress = createProgress('demo');
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw asFileError(error, folder, 'written');
  });
  const annotationFile = path.join(folder, `${demo.info.name}.atr`);
  await refuseExisting(annotationFile);
  const { headerFile, signalFile } = await writeWfdbRecord(
    {
      info: demo.info,
      *chunks() {
        for (const chunk of demo.chunks()) {
          progress.report('writing', chunk.startSample / demo.sampleCount);
          yield chunk;
        }
      },
    },
    folder,
    { signal: interruptSignal() },
  );
  progress.end();
  await writeWfdbAnnotations(annotationFile, truthAnnotations(demo.truth));
  const byClass = zeroPerClass();
  for (const index of demo.truth.beatClass) byClass[beatClassAt(index)] += 1;
  const beats = demo.truth.sample.length;
  const files = [headerFile, signalFile, annotationFile];
  if (options.json) {
    const durationS = demo.sampleCount / sampleRateHz;
    const record = demo.info.name;
    printJson({ record, durationS, leads: leadCount, sampleRateHz, seed, beats, byClass, files });
  } else {
    printText(`${files.join('\n')}\n${beats.toLocaleString('en')} beats. Synthetic, of no person.`);
  }
}

/** What the rhythm annotations of WFDB call an episode (ecgcodes.h, PhysioNet's rhythm labels). */
const RHYTHM_LABELS: Partial<Record<DemoEpisode['kind'], string>> = {
  'atrial-fibrillation': '(AFIB',
  'ventricular-run': '(VT',
  'supraventricular-run': '(SVTA',
  bigeminy: '(B',
  trigeminy: '(T',
};

/** Beats and rhythm changes in time order. */
function truthAnnotations({ sample, beatClass, episodes }: DemoTruth): WfdbAnnotation[] {
  const code = annotationCode('+') ?? 0;
  const rhythm = (at: number, aux: string): WfdbAnnotation => ({
    sample: at,
    code,
    subtype: 0,
    channel: 0,
    num: 0,
    aux,
  });
  const changes = episodes.flatMap(({ kind, startSample, endSample }) => {
    const label = RHYTHM_LABELS[kind];
    return label === undefined ? [] : [rhythm(startSample, label), rhythm(endSample, '(N')];
  });
  return [rhythm(0, '(N'), ...changes, ...beatAnnotations(sample, beatClass)].sort(
    (a, b) => a.sample - b.sample,
  );
}
