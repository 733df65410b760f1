import { setImmediate } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { createDemoHolter } from '../../app/demo/demo-holter.ts';
import { createQualityMeter } from '../../app/quality/quality-meter.ts';
import { groupBeats, splitBeats } from '../../app/groups/group-beats.ts';
import { createQrsDetector } from '../../app/signal/qrs-detector.ts';
import { throwIfCancelled } from '../imports/file-errors.ts';
import { openRecordingFolder, writeRecordingFolder } from '../imports/recording-folder.ts';
import type { RecordingStream } from '../imports/recording-folder-writer.ts';
import { openRecordingSource } from '../imports/recording-source.ts';
import type { RecordingSource } from '../imports/recording-source.ts';
import type {
  AnalysisTask,
  AssessQualityTask,
  ClassifyResult,
  ClassifyTask,
  GroupTask,
  ProbeTask,
  ReadResult,
  ReadTask,
  TestedBeatsTask,
} from './analysis-tasks.ts';
import { serveTask } from './serve-task.ts';
import type { TaskContext, TaskResult } from './serve-task.ts';

/** Entry of the thread that reads, detects and classifies. */

const DEMO_LEADS = 3;
const DEMO_RATE_HZ = 250;
/** Samples of a lead, about four minutes. */
const ASSESSED_AT_A_TIME = 65_536;

await serveTask((context) => {
  const task = workerData as AnalysisTask;
  switch (task.kind) {
    case 'read':
      return readRecording(task, context);
    case 'assess-quality':
      return assessQuality(task, context);
    case 'classify':
      return classify(task, context);
    case 'group':
      return group(task, context);
    case 'probe':
      return probe(task);
    case 'tested-beats':
      return testedBeats(task);
  }
});

async function readRecording(
  { source, folder }: ReadTask,
  { signal, tell }: TaskContext,
): Promise<TaskResult> {
  const { recording, truth } = await openSource(source);
  const { sampleRateHz, leads } = recording.info;
  const detector = createQrsDetector({ sampleRateHz, leads });
  const meter = createQualityMeter({ sampleRateHz, leads });
  const { sampleCount, findings } = await writeRecordingFolder(recording, folder, {
    signal,
    onChunk: (chunk) => {
      detector.push(chunk);
      meter.push(chunk);
    },
    onProgress: (fraction) => {
      tell({ type: 'progress', stage: 'reading and detecting', fraction });
    },
  });
  const detected = detector.finish();
  const { info, annotators } = recording;
  const result: ReadResult = {
    info,
    sampleCount,
    findings,
    annotators: [...annotators],
    detected,
    quality: meter.finish(),
    truth,
  };
  return { result };
}

interface OpenedSource {
  readonly recording: RecordingStream & Pick<RecordingSource, 'annotators'>;
  readonly truth: ReadResult['truth'];
}

async function openSource(source: ReadTask['source']): Promise<OpenedSource> {
  if (source.kind === 'file') {
    return { recording: await openRecordingSource(source.path), truth: null };
  }
  const { hours, seed } = source;
  const demo = createDemoHolter({ hours, seed, leadCount: DEMO_LEADS, sampleRateHz: DEMO_RATE_HZ });
  const { info, sampleCount, truth } = demo;
  return {
    recording: {
      info,
      expectedSamples: sampleCount,
      annotators: [],
      chunks: () => demo.chunks(),
      findings: () => [],
    },
    truth: { sample: truth.sample, beatClass: truth.beatClass },
  };
}

async function assessQuality(
  { folder }: AssessQualityTask,
  { signal, tell }: TaskContext,
): Promise<TaskResult> {
  const reader = openRecordingFolder(folder);
  try {
    const { sampleCount, leads } = reader;
    const meter = createQualityMeter(reader);
    for (let startSample = 0; startSample < sampleCount; startSample += ASSESSED_AT_A_TIME) {
      // Lets a cancellation through.
      await setImmediate();
      throwIfCancelled(signal, 'Assessing the signal');
      const endSample = Math.min(sampleCount, startSample + ASSESSED_AT_A_TIME);
      const chunk = leads.map((_, lead) => reader.read(lead, startSample, endSample));
      meter.push({ startSample, leads: chunk });
      tell({ type: 'progress', stage: 'judging the signal', fraction: endSample / sampleCount });
    }
    return { result: meter.finish() };
  } finally {
    reader.close();
  }
}

/** TensorFlow.js is loaded only by the tasks that compute with it. */
async function classify(task: ClassifyTask, { signal, tell }: TaskContext): Promise<TaskResult> {
  const { classifyRecording } = await import('../learning/classify-recording.ts');
  const reader = openRecordingFolder(task.folder);
  try {
    const { probabilities, ...classified } = await classifyRecording({
      reader,
      beatSamples: task.beatSamples,
      modelFolder: task.modelFolder,
      engine: task.engine,
      signal,
      onProgress: (fraction) => {
        tell({ type: 'progress', stage: 'classifying', fraction });
      },
    });
    const result: ClassifyResult = {
      ...classified,
      probabilities: Uint16Array.from(probabilities, (value) => Math.round(value * 65535)),
    };
    return { result };
  } finally {
    reader.close();
  }
}

function group(
  { folder, beatSamples, judged, members }: GroupTask,
  { tell }: TaskContext,
): Promise<TaskResult> {
  const reader = openRecordingFolder(folder);
  try {
    const result =
      members === null
        ? groupBeats(reader, beatSamples, {
            judged,
            onProgress: (fraction) => {
              tell({ type: 'progress', stage: 'grouping', fraction });
            },
          })
        : splitBeats(reader, beatSamples, members);
    return Promise.resolve({ result });
  } finally {
    reader.close();
  }
}

async function probe({ preference }: ProbeTask): Promise<TaskResult> {
  const { probeEngines } = await import('../learning/engine.ts');
  return { result: await probeEngines(preference) };
}

async function testedBeats({ run, cell }: TestedBeatsTask): Promise<TaskResult> {
  const { readTestedBeats } = await import('../learning/protocols/tested-beats.ts');
  return { result: await readTestedBeats(run, cell) };
}
