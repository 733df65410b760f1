import type { Command } from 'commander';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { HEART_RATE_DEFINITION } from '../../app/domain/heart-rate.ts';
import { AppError } from '../../app/domain/app-error.ts';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';
import { openRecordingSource } from '../imports/recording-source.ts';
import type { EnginePreference } from '../learning/engine.ts';
import type { Analysis, AnalysisSummary } from './analyze-recording.ts';
import { engineOption } from './arguments.ts';
import { ReportedFailure } from './failure.ts';
import { interruptSignal } from './interrupt.ts';
import { printError, printJson, printNotice, printText } from './output.ts';
import { libraryFolder, modelFolder } from './places.ts';
import { createProgress } from './progress.ts';
import { ReadingFolder } from './write-reading.ts';

interface AnalyzeCommandOptions {
  readonly out?: string;
  readonly json?: true;
  readonly engine: EnginePreference;
  readonly model?: string;
  readonly library?: string;
}

/** `ectopy analyze RECORD…` */
export function analyzeCommand(program: Command): void {
  program
    .command('analyze')
    .description('find the beats of recordings and classify them')
    .argument('<record...>', 'path of a .hea or .dat file, or of a record without extension')
    .option('--out <folder>', 'write RECORD.ect annotations in WFDB format to this folder')
    .option('--json', 'print one JSON document per recording, one a line')
    .addOption(engineOption())
    .option('--model <id-or-folder>', 'model to classify with (default: the one shipped)')
    .option('--library <folder>', 'library in which to look for the model')
    .addHelpText('after', `\n${HEART_RATE_DEFINITION}`)
    .action(analyze);
}

async function analyze(records: string[], options: AnalyzeCommandOptions): Promise<void> {
  const model = modelFolder(options.model, libraryFolder(options.library));
  const readings = options.out === undefined ? null : new ReadingFolder(options.out);
  const signal = interruptSignal();
  let failures = 0;
  for (const record of records) {
    try {
      const { summary, findings } = await analyzeOne(record, model, readings, options.engine);
      for (const { ok, message } of findings) {
        if (!ok) printNotice(`${summary.record}: ${message}`);
      }
      if (options.json) printJson(summary);
      else printText(describe(summary));
    } catch (error) {
      if (signal.aborted || records.length === 1) throw error;
      printError(error, options.json === true);
      failures += 1;
    }
  }
  if (failures > 0) throw new ReportedFailure();
  if (!options.json) printText(RESEARCH_USE);
}

async function analyzeOne(
  record: string,
  model: string,
  readings: ReadingFolder | null,
  engine: EnginePreference,
): Promise<Analysis> {
  // TensorFlow.js is loaded only by the commands that compute with it.
  const { analyzeRecording } = await import('./analyze-recording.ts');
  const source = await openRecordingSource(record);
  const { name } = source.info;
  const { annotators } = source;
  const file = await readings?.prepare(name, { path: record, annotators });
  const progress = createProgress(name);
  try {
    const analysis = await analyzeRecording(source, {
      modelFolder: model,
      engine,
      signal: interruptSignal(),
      onProgress: (stage, fraction) => {
        progress.report(stage, fraction);
      },
    });
    if (file !== undefined) await readings?.write(file, analysis.beatSamples, analysis.beatClass);
    return analysis;
  } catch (error) {
    throw named(error, record);
  } finally {
    progress.end();
  }
}

/** An error without a file of its own is about the recording: say which. */
function named(error: unknown, record: string): unknown {
  if (!(error instanceof AppError) || error.file !== undefined || error.code === 'cancelled') {
    return error;
  }
  const { code, message, remedy, cause } = error;
  return new AppError(code, message, {
    file: record,
    cause,
    ...(remedy === undefined ? {} : { remedy }),
  });
}

function describe(summary: AnalysisSummary): string {
  const { record, durationS, leads, sampleRateHz, beats, byClass, elapsedMs } = summary;
  const { minBpm, meanBpm, maxBpm } = summary.heartRate;
  const classes = BEAT_CLASSES.map((beatClass) => `${beatClass} ${grouped(byClass[beatClass])}`);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const bpm = (rate: number | null): string => (rate === null ? 'not assessed' : rate.toFixed(0));
  return [
    `${record}: ${duration(durationS)}, ${leads} ${leads === 1 ? 'lead' : 'leads'}, ${sampleRateHz} Hz`,
    `  beats       ${grouped(beats)} (${classes.join(', ')})`,
    `  heart rate  ${bpm(minBpm)} to ${bpm(maxBpm)} bpm, mean ${bpm(meanBpm)}`,
    `  model       ${summary.model} on ${summary.engine}`,
    `  time        reading ${seconds(elapsedMs.read)}, detecting ${seconds(elapsedMs.detect)}, classifying ${seconds(elapsedMs.classify)}`,
  ].join('\n');
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}
