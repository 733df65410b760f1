import type { Settings } from '../../../app/contract/settings.ts';
import { createFakeBridge } from '../fake-bridge.ts';
import { madeUpSaliency } from './made-up-interpretation.ts';
import { MadeUpReview, RECORDING_ID } from './made-up-review.ts';

/**
 * Starts the renderer with a demo recording under review:
 * `review.html?hours=1&leads=3&theme=light|dark|high-contrast&time=elapsed|clock&view=…`.
 */
const query = new URLSearchParams(location.search);
const review = new MadeUpReview(
  Number(query.get('hours') ?? '1'),
  Number(query.get('leads') ?? '3'),
);

let settings: Settings = {
  reader: 'AB',
  theme: (query.get('theme') ?? 'light') as Settings['theme'],
  engine: 'auto',
  timeDisplay: (query.get('time') ?? 'elapsed') as Settings['timeDisplay'],
  playMode: (query.get('play') ?? 'scroll') as Settings['playMode'],
  pixelsPerMm: Number(query.get('mm') ?? '3.78'),
  keys: {},
};

const fake = createFakeBridge({
  ...review.handlers(),
  'app:info': () => ({
    version: '0.1.0',
    electron: '45.4.1',
    coreHost: 'utility-process',
    coreState: 'running',
    coreError: null,
    platform: 'linux',
    libraryFolder: '/home/reader/.config/Ectopy/library',
  }),
  'app:offer-recent': () => ({}),
  'recordings:list': () => [review.detail()],
  'jobs:list': () => [],
  'models:list': () => [],
  'models:promotions': () => [],
  'training:runs': () => [],
  'training:sets': () => [],
  'recordings:roles': () => [],
  'protocol-runs:list': () => [],
  'interpretation:saliency': () => madeUpSaliency(),
  'training:queue': () => review.queue(),
  'training:data': () => ({
    byClass: { N: 0, S: 0, V: 0, F: 0, Q: 0 },
    recordings: [],
    byReader: [],
    excluded: [],
  }),
  'settings:get': () => settings,
  'settings:set': ({ settings: changed }) => {
    settings = { ...settings, ...changed } as Settings;
    return settings;
  },
});

const fetchFromNetwork = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const address = input instanceof Request ? input.url : String(input);
  if (!address.startsWith('ectopy://data/')) return fetchFromNetwork(input, init);
  const { pathname, searchParams } = new URL(address.replace('ectopy://data/', 'http://data/'));
  init?.signal?.throwIfAborted();
  return new Response(new Uint8Array(review.binary(pathname.slice(1), searchParams)));
};
const view = query.get('view') ?? 'review';
localStorage.setItem('ectopy:place', JSON.stringify({ view, recordingId: RECORDING_ID }));
Object.defineProperty(window, 'ectopy', { value: fake.bridge });
Object.defineProperty(window, 'fake', { value: fake });
Object.defineProperty(window, 'review', { value: review });
await import('../../../renderer/main.ts');
