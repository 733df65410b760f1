import type { Job, RecordingDetail, RecordingSummary } from '../../../app/contract/schemas.ts';
import type { EngineProbe } from '../../../app/contract/settings.ts';
import { BEAT_CLASSES, type PerClass } from '../../../app/domain/beat-class.ts';
import { ONLY_READING } from './made-up-readings.ts';

/** Made-up contents of a library: enough of everything to see every state of every view. */

const LEAD = { units: 'mV', gainPerUnit: 200, baseline: 1024, calibrated: true };

export function recording(part: Partial<RecordingSummary>): RecordingSummary {
  const byClass: PerClass = part.byClass ?? { N: 1586, S: 2, V: 992, F: 373, Q: 2 };
  return {
    id: `rec-${part.name ?? '208'}`,
    name: '208',
    status: 'ready',
    importedAt: '2026-11-21T09:12:00.000Z',
    openedAt: null,
    review: 'new',
    patient: null,
    tags: [],
    sourcePath: `/home/reader/mitdb/${part.name ?? '208'}.hea`,
    sampleRateHz: 360,
    sampleCount: 650_000,
    leads: [
      { ...LEAD, name: 'MLII' },
      { ...LEAD, name: 'V1' },
    ],
    startTime: null,
    beatCount: BEAT_CLASSES.reduce((sum, beatClass) => sum + byClass[beatClass], 0),
    byClass,
    editedBeats: 0,
    excludedBeats: 0,
    analysedSamples: 650_000,
    checks: part.sourcePath?.startsWith('demo:') === true ? 0 : 5,
    problems: 0,
    error: null,
    ...part,
  };
}

const HOLTER_LEADS = ['II', 'V1', 'V5'].map((name) => ({ ...LEAD, name, baseline: 0 }));

export const RECORDINGS: readonly RecordingSummary[] = [
  recording({
    name: 'Demo Holter 24 h',
    id: 'rec-demo',
    importedAt: '2026-11-22T08:01:00.000Z',
    sourcePath: 'demo:hours=24&seed=1',
    sampleRateHz: 250,
    sampleCount: 21_600_000,
    leads: HOLTER_LEADS,
    startTime: '2026-11-20T09:30:00',
    byClass: { N: 97_098, S: 322, V: 1402, F: 12, Q: 8 },
    editedBeats: 41,
    excludedBeats: 611,
    analysedSamples: 21_297_600,
  }),
  recording({ name: '208', editedBeats: 126 }),
  recording({
    name: '231',
    byClass: { N: 1568, S: 1, V: 2, F: 0, Q: 0 },
    importedAt: '2026-11-21T09:14:00.000Z',
  }),
  recording({
    name: 'patient-0042-holter-2026-03',
    sampleRateHz: 128.5,
    sampleCount: 5_400_000,
    leads: HOLTER_LEADS,
    byClass: { N: 47_311, S: 1208, V: 87, F: 1, Q: 63 },
    problems: 2,
    importedAt: '2026-11-19T15:40:00.000Z',
  }),
  recording({
    name: '119',
    status: 'analysing',
    byClass: { N: 0, S: 0, V: 0, F: 0, Q: 0 },
    importedAt: '2026-11-22T10:30:00.000Z',
  }),
  recording({
    name: '222',
    status: 'interrupted',
    sampleCount: 0,
    leads: [],
    byClass: { N: 0, S: 0, V: 0, F: 0, Q: 0 },
    importedAt: '2026-11-18T11:02:00.000Z',
  }),
  recording({
    name: 'truncated',
    status: 'failed',
    sampleCount: 0,
    error: '/home/reader/mitdb/truncated.dat ends after 12 min; the header promises 30 min.',
    byClass: { N: 0, S: 0, V: 0, F: 0, Q: 0 },
    problems: 1,
    importedAt: '2026-11-18T11:00:00.000Z',
  }),
];

export function detailOf(summary: RecordingSummary): RecordingDetail {
  return {
    ...summary,
    findings: [
      { check: 'header', lead: null, ok: true, message: 'All 2 leads are described completely.' },
      ...summary.leads.flatMap((_lead, lead) => [
        {
          check: 'checksum' as const,
          lead,
          ok: summary.problems === 0,
          message:
            summary.problems === 0
              ? 'The checksum -24631 of the header fits the samples.'
              : 'The header gives the checksum -24631, the samples give 1188: the file was changed or damaged.',
        },
        { check: 'first-value' as const, lead, ok: true, message: 'The first value 1004 fits.' },
      ]),
    ],
    reading: ONLY_READING,
    modelId: 'ectopy-1',
    engine: 'wasm',
    analysedLead: 0,
    annotators: ['atr'],
    references: [],
    viewState: null,
    canUndo: false,
    canRedo: false,
    lastSavedAt: '2026-11-22T11:03:07.000Z',
  };
}

export const ANALYSE_JOB: Job = {
  id: 'job-1',
  kind: 'analyse',
  title: 'Classify 119',
  recordingId: 'rec-119',
  stage: 'classifying',
  progress: 0.43,
  secondsLeft: 12,
  state: 'running',
  error: null,
};

export const FAILED_JOB: Job = {
  ...ANALYSE_JOB,
  id: 'job-2',
  kind: 'import',
  title: 'Import truncated',
  recordingId: 'rec-truncated',
  state: 'failed',
  error:
    '/home/reader/mitdb/truncated.dat ends after 12 min; the header promises 30 min. Copy the file again from its source.',
};

export const ENGINES: readonly EngineProbe[] = [
  {
    name: 'native',
    available: false,
    chosen: false,
    reason: 'The optional package @tensorflow/tfjs-node-gpu is not installed.',
  },
  {
    name: 'webgpu',
    available: false,
    chosen: false,
    reason: 'No hardware adapter; the software adapter is slower than WebAssembly.',
  },
  { name: 'wasm', available: true, chosen: true, reason: 'The fastest engine that works here.' },
  {
    name: 'cpu',
    available: true,
    chosen: false,
    reason: 'Works everywhere, about 30 times slower.',
  },
];
