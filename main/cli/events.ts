import type { Command } from 'commander';
import { unpackEvents } from '../../app/contract/event-columns.ts';
import type { EventList } from '../../app/contract/events-review.ts';
import { DEFAULT_CRITERIA, describeCriteria } from '../../app/rhythm/event-criteria.ts';
import { matchDispositions } from '../../app/rhythm/event-dispositions.ts';
import { summariseEvents } from '../../app/rhythm/event-summary.ts';
import { eventText } from '../../app/rhythm/event-text.ts';
import { fibrillationBurden, findEvents } from '../../app/rhythm/find-events.ts';
import { RHYTHM_EVENT_NAMES } from '../../app/rhythm/rhythm-event.ts';
import { formatDuration, formatPercent } from '../../app/text/format.ts';
import { RESEARCH_USE } from '../../app/text/intended-use.ts';
import { formatElapsed } from '../../app/text/recording-time.ts';
import { annotatedRhythm } from '../evaluation/annotated-rhythm.ts';
import { openLibrary, recordingNamed } from './library-session.ts';
import { formatTable, printJson, printText } from './output.ts';
import { libraryFolder } from './places.ts';

interface EventsOptions {
  readonly annotator?: string;
  readonly library?: string;
  readonly json?: true;
}

/** Events together with what is needed to print them. */
interface RecordingEvents {
  readonly name: string;
  readonly sampleRateHz: number;
  readonly list: EventList;
}

/** `ectopy events`: the events of a recording of the library, or of an annotation file. */
export function eventsCommand(program: Command): void {
  program
    .command('events')
    .description('list pauses, runs, bigeminy, atrial fibrillation and other events')
    .argument('<recording>', 'name or id of a recording of the library; with --annotator a path')
    .option('--annotator <name>', 'read the beats from annotations beside a record, such as atr')
    .option('--library <folder>', 'library with the recording')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nOf a recording of the library: by its criteria, with what readers said, excluded time left\n' +
        'out, as the application shows it. Of annotations: by the default criteria, with all time.',
    )
    .action(listEvents);
}

async function listEvents(recording: string, options: EventsOptions): Promise<void> {
  const { annotator } = options;
  const found =
    annotator === undefined
      ? await eventsOfLibrary(recording, libraryFolder(options.library))
      : await eventsOfAnnotations(recording, annotator);
  if (options.json) {
    const { name, sampleRateHz, list } = found;
    printJson({
      recording: name,
      sampleRateHz,
      sentences: describeCriteria(list.criteria),
      ...list,
    });
    return;
  }
  printText(describe(found));
}

async function eventsOfLibrary(wanted: string, folder: string): Promise<RecordingEvents> {
  const library = openLibrary(folder);
  try {
    const { id, name, sampleRateHz } = await recordingNamed(library, wanted, folder);
    return {
      name,
      sampleRateHz,
      list: unpackEvents(await library.request('events:list', { recordingId: id })),
    };
  } finally {
    await library.close();
  }
}

async function eventsOfAnnotations(path: string, annotator: string): Promise<RecordingEvents> {
  const { record, beats, sampleCount } = await annotatedRhythm(path, annotator);
  const recording = { ...beats, sampleCount, excluded: [], badSignal: [] };
  const events = findEvents(recording, DEFAULT_CRITERIA);
  const { analysedSamples, fibrillationSamples } = fibrillationBurden(events, recording);
  const list = {
    criteria: DEFAULT_CRITERIA,
    criteriaOrigin: 'defaults' as const,
    events: matchDispositions(events, []).events,
    orphans: [],
    analysedSamples,
    fibrillationSamples,
  };
  return { name: record, sampleRateHz: beats.sampleRateHz, list };
}

function describe({ name, sampleRateHz, list }: RecordingEvents): string {
  const { events, criteria, analysedSamples, fibrillationSamples } = list;
  const sentences = describeCriteria(criteria);
  const summary = summariseEvents(events).filter(({ count, dismissed }) => count + dismissed > 0);
  const share = analysedSamples === 0 ? null : fibrillationSamples / analysedSamples;
  return [
    `${name}: ${formatDuration(analysedSamples / sampleRateHz)} analysed, atrial fibrillation ${formatPercent(share)} of it`,
    '',
    formatTable([
      ['Event', 'Count', 'Confirmed', 'Dismissed'],
      ...summary.map(({ kind, count, confirmed, dismissed }) => [
        RHYTHM_EVENT_NAMES[kind],
        count,
        confirmed,
        dismissed,
      ]),
    ]),
    '',
    formatTable(
      events.map((event) => [
        formatElapsed(event.startSample / sampleRateHz, { tenths: true }),
        RHYTHM_EVENT_NAMES[event.kind],
        eventText(event, sampleRateHz),
        event.disposition?.status ?? '',
        event.disposition?.comment ?? '',
      ]),
    ),
    '',
    ...summary.flatMap(({ kind }) => sentences[kind] ?? []),
    RESEARCH_USE,
  ].join('\n');
}
