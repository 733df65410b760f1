import * as v from 'valibot';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createBridge } from '../../../app/contract/bridge.ts';
import {
  BINARY_ROUTES,
  CHANNELS,
  CHANNEL_NAMES,
  type ChannelName,
  type ChannelParams,
  type ChannelResult,
} from '../../../app/contract/channels.ts';
import { EMPTY_REPORT_FORM } from '../../../app/report/report-form.ts';
import { EVENT_NAMES } from '../../../app/contract/events.ts';
import type { RecordingSummary } from '../../../app/contract/schemas.ts';
import { DEFAULT_CRITERIA } from '../../../app/rhythm/event-criteria.ts';

const settings = {
  reader: 'AB',
  theme: 'light',
  engine: 'auto',
  timeDisplay: 'elapsed',
  playMode: 'scroll',
  pixelsPerMm: 3.8,
  keys: { 'strips.play': ['p'] },
};
const viewState = {
  startSample: 0,
  mmPerSecond: 25,
  mmPerMv: 10,
  selectedBeatId: null,
  filter: 'all',
  showRr: true,
  hiddenLeads: [],
  leadGains: [1, 2],
  displayFilter: { highPassHz: 0.5, notchHz: null, lowPassHz: 40 },
  disclosure: { rowSeconds: 60, lead: 0, mmPerMv: 4 },
};
const trainingConfig = {
  seed: 1,
  epochs: 5,
  learningRate: 0.001,
  anchorStrength: 1,
  gammaM: 1,
  gammaN: 2,
};
const protocolRequest = {
  protocol: 'ds1-ds2',
  networks: ['paper'],
  loss: 'twofold',
  dataFolder: '/data',
  seeds: [1, 2],
  quick: false,
};
const recordingId = 'a1b2';

/** Parameters that each channel must take; a new channel does not compile without a row here. */
const VALID: Record<ChannelName, unknown> = {
  'app:info': {},
  'app:pick-recordings': {},
  'app:pick-folder': {},
  'app:offer-recent': { recordings: [{ id: recordingId, name: 'Holter 12' }] },
  'app:pick-save-file': { name: '208 report.pdf', extension: 'pdf' },
  'report:form': { recordingId },
  'report:save-form': { recordingId, form: EMPTY_REPORT_FORM },
  'report:lay-out': { recordingId },
  'report:write': { recordingId, format: 'pdf', file: '/reports/208.pdf' },
  'recordings:list': {},
  'recordings:open': { recordingId },
  'recordings:describe': { recordingId },
  'recordings:import': { path: '/data/208.hea' },
  'recordings:create-demo': { hours: 24, seed: 1 },
  'recordings:analyse': { recordingId },
  'recordings:remove': { recordingId },
  'recordings:work': { recordingId },
  'recordings:earlier-copy': { recordingId },
  'recordings:lock': { recordingId, locked: true },
  'recordings:assign-patient': { recordingId, patient: 'P-17' },
  'recordings:roles': {},
  'recordings:tag': { recordingId, tags: ['teaching', 'paced'] },
  'view-state:save': { recordingId, state: viewState },
  'beats:detail': { recordingId, beatId: 4 },
  'beats:snap': { recordingId, sample: 100 },
  'edits:append': { recordingId, edits: [{ kind: 'relabel', beatId: 4, beatClass: 'V' }] },
  'edits:undo': { recordingId },
  'edits:redo': { recordingId },
  'edits:list': { recordingId, limit: 50 },
  'history:list': { recordingId, first: 0, count: 100 },
  'history:go-to': { recordingId, transactionId: null },
  'edit-log:export': { recordingId, folder: '/exports' },
  'bookmarks:list': { recordingId },
  'bookmarks:put': {
    recordingId,
    id: null,
    startSample: 500,
    durationS: 7,
    leads: [0, 1],
    note: 'longest pause',
  },
  'bookmarks:remove': { recordingId, id: 'b-1' },
  'readings:list': { recordingId },
  'readings:open': { recordingId, readingId: 'second-1' },
  'readings:open-version': { recordingId, versionId: 'version-1' },
  'readings:leave-version': { recordingId },
  'readings:begin-second': { recordingId },
  'readings:sign': { recordingId },
  'readings:export': { recordingId, versionId: 'version-1', folder: '/home/reader' },
  'readings:changes': { recordingId, versionId: 'version-1' },
  'readings:agreement': { recordingId },
  'readings:begin-adjudication': { recordingId },
  'readings:adjudication': { recordingId },
  'readings:settle': { recordingId, difference: 3, verdict: 'second' },
  'readings:audit': { recordingId, reader: 'AB', first: 0, count: 200 },
  'readings:export-audit': { recordingId, reader: '', folder: '/home/reader' },
  'references:load': { recordingId, annotator: 'atr' },
  'references:compare': { recordingId, annotator: 'atr' },
  'trends:summary': { recordingId },
  'events:list': { recordingId },
  'events:count': { recordingId, criteria: DEFAULT_CRITERIA },
  'events:set-criteria': { recordingId, criteria: DEFAULT_CRITERIA },
  'events:judge': {
    recordingId,
    kind: 'pause',
    startSample: 100,
    endSample: 900,
    lead: null,
    status: 'confirmed',
    comment: '',
  },
  'quality:of': { recordingId },
  'quality:mark': { recordingId, lead: null, mark: 'exclude', startSample: 0, endSample: 500 },
  'groups:state': { recordingId },
  'groups:form': { recordingId },
  'groups:split': { recordingId, group: 3, beatIds: null },
  'groups:merge': { recordingId, groups: [3, 4], into: 3 },
  'models:list': {},
  'models:compare': { runId: 'r1' },
  'models:promote': { modelId: 'trained-1', runId: 'r1', comparisonHash: 'ab'.repeat(32) },
  'models:promotions': {},
  'models:rollback': {},
  'models:export': { modelId: 'paper-1', format: 'onnx', folder: '/home/reader' },
  'models:import': { path: '/home/reader/model' },
  'training:data': {},
  'training:start': { config: trainingConfig },
  'training:resume': { runId: 'r1' },
  'training:runs': {},
  'training:sets': {},
  'training:set': { setId: 's1' },
  'training:queue': {
    recordingId,
    limit: 20,
    order: 'models',
    rareFirst: true,
    onePerGroup: false,
  },
  'protocol-runs:start': protocolRequest,
  'protocol-runs:resume': { runId: 'r1' },
  'protocol-runs:list': {},
  'protocol-runs:result': { runId: 'r1' },
  'protocol-runs:curves': { runId: 'r1' },
  'protocol-runs:beats': {
    runId: 'r1',
    contenderId: 'paper',
    testId: 'natural',
    reference: 'V',
    predicted: 'N',
    from: 0,
    limit: 50,
  },
  'protocol-runs:remove': { runId: 'r1' },
  'interpretation:saliency': { modelId: 'paper-1', recordingId, beatId: 4 },
  'interpretation:embedding': { modelId: 'paper-1', recordingId },
  'interpretation:waveforms': { modelId: 'paper-1' },
  'jobs:list': {},
  'jobs:cancel': { jobId: 'j1' },
  'settings:get': {},
  'settings:set': { settings },
  'engines:probe': {},
};

/** Fields for which null says something. */
const NULLABLE: Partial<Record<ChannelName, readonly string[]>> = {
  'models:promote': ['runId', 'comparisonHash'],
  'recordings:assign-patient': ['patient'],
  'events:set-criteria': ['recordingId', 'criteria'],
  'events:judge': ['lead'],
  'history:go-to': ['transactionId'],
  'bookmarks:put': ['id'],
  'quality:mark': ['lead'],
  'groups:split': ['beatIds'],
};

/** Every way of spoiling one field of valid parameters that a schema must notice. */
function malformed(name: ChannelName, value: unknown): unknown[] {
  const spoiled: unknown[] = [null, 'text', 7];
  if (typeof value !== 'object' || value === null) return spoiled;
  for (const key of Object.keys(value)) {
    const without = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    spoiled.push(without, { ...value, [key]: Symbol('foreign') });
    if (NULLABLE[name]?.includes(key) !== true) spoiled.push({ ...value, [key]: null });
  }
  return spoiled;
}

describe('channels', () => {
  test.each(CHANNEL_NAMES)('%s takes valid parameters and refuses each malformed field', (name) => {
    expect(v.safeParse(CHANNELS[name].params, VALID[name]).issues).toBeUndefined();
    for (const params of malformed(name, VALID[name])) {
      expect(v.safeParse(CHANNELS[name].params, params).success).toBe(false);
    }
  });

  test.each([
    ['edits:append', { recordingId, edits: [] }],
    ['edits:append', { recordingId, edits: [{ kind: 'relabel', beatId: 1, beatClass: 'X' }] }],
    ['edits:append', { recordingId, edits: [{ kind: 'insert', sample: -1, beatClass: 'V' }] }],
    ['recordings:open', { recordingId: '../1' }],
    ['recordings:create-demo', { hours: 1e9, seed: 1 }],
    ['references:load', { recordingId, annotator: '../atr' }],
    ['settings:set', { settings: { theme: 'pink' } }],
    ['readings:settle', { recordingId, difference: 3, verdict: 'both' }],
    ['readings:audit', { recordingId, reader: 'AB', beatClass: 'X', first: 0, count: 200 }],
    ['training:start', { config: { ...trainingConfig, learningRate: Number.NaN } }],
    ['protocol-runs:start', { ...protocolRequest, protocol: 'best-of-all' }],
    ['protocol-runs:start', { ...protocolRequest, seeds: [] }],
    ['models:export', { modelId: 'paper-1', format: 'exe', folder: '/home/reader' }],
  ] as const)('%s refuses %j', (name, params) => {
    expect(v.safeParse(CHANNELS[name].params, params).success).toBe(false);
  });

  test('types are inferred from the schemas', () => {
    expectTypeOf<ChannelParams<'recordings:open'>>().toEqualTypeOf<{ recordingId: string }>();
    expectTypeOf<ChannelResult<'recordings:list'>>().toEqualTypeOf<RecordingSummary[]>();
  });

  test('the bridge has one function per channel and passes events through', async () => {
    const calls: unknown[] = [];
    const bridge = createBridge({
      invoke: (channel, params) => {
        calls.push([channel, params]);
        return Promise.resolve({ ok: true, value: [] });
      },
      subscribe: (event) => {
        calls.push(event);
        return () => calls.push(`off ${event}`);
      },
      pathOfFile: () => '/x',
    });
    expect(Object.keys(bridge.request)).toEqual(CHANNEL_NAMES);
    await bridge.request['recordings:list']({});
    bridge.on('models:changed', () => undefined)();
    expect(calls).toEqual([['recordings:list', {}], 'models:changed', 'off models:changed']);
    expect(EVENT_NAMES.length).toBeGreaterThan(0);
  });

  test('a sample window needs finite bounds and a bounded width', () => {
    const window = { recordingId, startSample: 0, endSample: 10, columns: 100 };
    expect(v.safeParse(BINARY_ROUTES.samples, window).success).toBe(true);
    for (const change of [{ columns: 0 }, { columns: 1e9 }, { startSample: Number.NaN }]) {
      expect(v.safeParse(BINARY_ROUTES.samples, { ...window, ...change }).success).toBe(false);
    }
  });
});
