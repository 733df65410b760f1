import { decodeBeatColumns } from '../../app/contract/beat-columns.ts';
import { decodeSampleWindow } from '../../app/contract/samples.ts';
import { createDemoHolter } from '../../app/demo/demo-holter.ts';
import { createQrsDetector } from '../../app/signal/qrs-detector.ts';
import type { EnginePreference } from '../learning/engine.ts';
import { SampleWindows } from '../signals/sample-windows.ts';
import { openLibrary, type LibrarySession } from './library-session.ts';

/** One figure of the bench, and what it may be at most, if there is a budget. */
export interface Measurement {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number | null;
}

const EDITS = 200;
/** A large group of a day. */
const GROUP_BEATS = 20_000;
/** For three leads at 250 Hz, on one core. */
const DETECTOR_BUDGET_S = 4;
const WINDOW_S = 10;
const WINDOW_COLUMNS = 1200;

export interface CoreRun {
  readonly recordingFile: string;
  /** Must be new. */
  readonly libraryFolder: string;
  readonly engine: EnginePreference;
  readonly onProgress: (stage: string, fraction: number) => void;
}

/**
 * Works through a recording file as the app's core does (import, detection, classification,
 * reopening, edits) and measures it. Also says which engine computed.
 */
export async function measureCore(
  run: CoreRun,
): Promise<{ engine: string; measurements: Measurement[] }> {
  const analysis = await measureAnalysis(run);
  run.onProgress('reopening', 0);
  const reopening = await measureReopening(run.libraryFolder);
  run.onProgress('grouping', 0);
  const groups = await measureGroups(run.libraryFolder);
  run.onProgress('editing', 0);
  const edits = await measureEdits(run.libraryFolder);
  const { engine, measurements } = analysis;
  return { engine, measurements: [...measurements, ...reopening, ...groups, ...edits] };
}

async function measureAnalysis({
  recordingFile,
  libraryFolder,
  engine: wanted,
  onProgress,
}: CoreRun): Promise<{ engine: string; measurements: Measurement[] }> {
  const library = openLibrary(libraryFolder);
  try {
    await library.request('settings:set', { settings: { engine: wanted } });
    const startedAt = performance.now();
    let classifyingAt = startedAt;
    const { jobId } = await library.request('recordings:import', { path: recordingFile });
    await library.jobEnd(jobId, ({ stage, progress }) => {
      if (stage !== 'classifying') classifyingAt = performance.now();
      onProgress(stage, progress);
    });
    const endedAt = performance.now();
    const recordingId = (await library.request('recordings:list', {}))[0]?.id ?? '';
    const recording = await library.request('recordings:open', { recordingId });
    const beats = recording.beatCount;
    const classifyS = (endedAt - classifyingAt) / 1000;
    const measurements = [
      {
        id: 'analysis',
        name: 'import, detection and classification',
        value: (endedAt - startedAt) / 1000,
        unit: 's',
        budget: 90,
      },
      {
        id: 'core-memory',
        name: 'largest core memory meanwhile',
        // Kilobytes on every platform, threads included.
        value: process.resourceUsage().maxRSS / 1024,
        unit: 'MB',
        budget: 700,
      },
      {
        id: 'classification',
        name: 'of it classification',
        value: classifyS,
        unit: 's',
        budget: null,
      },
      {
        id: 'inference',
        name: 'classified beats a second',
        value: beats / classifyS,
        unit: 'beats/s',
        budget: null,
      },
    ];
    return { engine: recording.engine ?? 'none', measurements };
  } finally {
    await library.close();
  }
}

/** From a closed library to the beats and the samples of the first strip; the window is not in it. */
async function measureReopening(libraryFolder: string): Promise<Measurement[]> {
  const startedAt = performance.now();
  const library = openLibrary(libraryFolder);
  try {
    await readFirstStrip(library, libraryFolder);
    const value = performance.now() - startedAt;
    return [
      {
        id: 'reopening',
        name: 'reopening to first strip (core part)',
        value,
        unit: 'ms',
        budget: 1000,
      },
    ];
  } finally {
    await library.close();
  }
}

async function readFirstStrip(
  library: LibrarySession,
  libraryFolder: string,
): Promise<{ recordingId: string; beatIds: Uint32Array }> {
  const recordingId = (await library.request('recordings:list', {}))[0]?.id ?? '';
  const { sampleRateHz } = await library.request('recordings:open', { recordingId });
  const beats = decodeBeatColumns(bufferOf(await library.binary('beats', { recordingId })));
  const endSample = WINDOW_S * sampleRateHz;
  const windows = new SampleWindows(libraryFolder);
  const place = { recordingId, startSample: 0, endSample, columns: WINDOW_COLUMNS };
  decodeSampleWindow(windows.bytes(place).buffer);
  windows.close(recordingId);
  return { recordingId, beatIds: beats.beatId };
}

/** The groups of all beats, formed anew, and one label for a group of twenty thousand. */
async function measureGroups(libraryFolder: string): Promise<Measurement[]> {
  const library = openLibrary(libraryFolder);
  try {
    const { recordingId, beatIds } = await readFirstStrip(library, libraryFolder);
    const formedAt = performance.now();
    const { jobId } = await library.request('groups:form', { recordingId });
    await library.jobEnd(jobId, () => undefined);
    const formS = (performance.now() - formedAt) / 1000;
    const relabelMs = async (count: number): Promise<number> => {
      const edit = { beatIds: beatIds.slice(0, count), beatClass: 'V' as const };
      const startedAt = performance.now();
      await library.request('edits:append', {
        recordingId,
        edits: [{ kind: 'relabel-all', ...edit }],
      });
      const tookMs = performance.now() - startedAt;
      await library.request('edits:undo', { recordingId });
      return tookMs;
    };
    const groupMs = await relabelMs(GROUP_BEATS);
    const dayMs = await relabelMs(beatIds.length);
    return [
      {
        id: 'grouping',
        name: `groups of ${beatIds.length} beats, reading included`,
        value: formS,
        unit: 's',
        budget: 5,
      },
      {
        id: 'group-relabel',
        name: `durable label of ${Math.min(GROUP_BEATS, beatIds.length)} beats at once`,
        value: groupMs,
        unit: 'ms',
        budget: 300,
      },
      {
        id: 'day-relabel',
        name: `durable label of all ${beatIds.length} beats at once`,
        value: dayMs,
        unit: 'ms',
        budget: 1000,
      },
    ];
  } finally {
    await library.close();
  }
}

async function measureEdits(libraryFolder: string): Promise<Measurement[]> {
  const library = openLibrary(libraryFolder);
  try {
    const { recordingId, beatIds } = await readFirstStrip(library, libraryFolder);
    const timesMs: number[] = [];
    for (const beatId of beatIds.subarray(0, EDITS)) {
      const startedAt = performance.now();
      await library.request('edits:append', {
        recordingId,
        edits: [{ kind: 'relabel', beatId, beatClass: beatId % 2 === 0 ? 'V' : 'S' }],
      });
      timesMs.push(performance.now() - startedAt);
    }
    const percentile = (share: number): number =>
      timesMs.toSorted((a, b) => a - b)[Math.floor(share * (timesMs.length - 1))] ?? NaN;
    return [
      { id: 'edit', name: 'durable edit, median', value: percentile(0.5), unit: 'ms', budget: 20 },
      {
        id: 'edit-95',
        name: 'durable edit, 95th percentile',
        value: percentile(0.95),
        unit: 'ms',
        budget: 20,
      },
    ];
  } finally {
    await library.close();
  }
}

/** The detector alone on a day: one hour in memory, over and over. One thread. */
export function measureDetector(leadCount: number, sampleRateHz: number): Measurement {
  const demo = createDemoHolter({ seed: 1, hours: 1, leadCount, sampleRateHz });
  const chunks = [...demo.chunks()];
  const detector = createQrsDetector({ sampleRateHz, leads: demo.info.leads });
  const startedAt = performance.now();
  let startSample = 0;
  for (let hour = 0; hour < 24; hour++) {
    for (const { leads } of chunks) {
      detector.push({ startSample, leads });
      startSample += leads[0]?.length ?? 0;
    }
  }
  detector.finish();
  return {
    id: 'detector',
    name: `detector alone, 24 h, ${leadCount} leads at ${sampleRateHz} Hz`,
    value: (performance.now() - startedAt) / 1000,
    unit: 's',
    budget: DETECTOR_BUDGET_S,
  };
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer as ArrayBuffer;
}
