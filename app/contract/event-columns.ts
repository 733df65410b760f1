import { AppError } from '../domain/app-error.ts';
import type { EventDisposition, ListedEvent } from '../rhythm/event-dispositions.ts';
import { RHYTHM_EVENT_KINDS } from '../rhythm/rhythm-event.ts';
import type { EventList, PackedEventList } from './events-review.ts';

const ALL_LEADS = -1;

/** Events as they leave the core. */
export function packEvents({ events, ...list }: EventList): PackedEventList {
  const said: [number, EventDisposition][] = [];
  const columns = {
    kind: new Uint8Array(events.length),
    startSample: new Uint32Array(events.length),
    endSample: new Uint32Array(events.length),
    beats: new Uint32Array(events.length),
    meanBpm: new Float64Array(events.length),
    isTachycardia: new Uint8Array(events.length),
    lead: new Int32Array(events.length),
    said,
  };
  events.forEach((event, row) => {
    columns.kind[row] = RHYTHM_EVENT_KINDS.indexOf(event.kind);
    columns.startSample[row] = event.startSample;
    columns.endSample[row] = event.endSample;
    columns.beats[row] = event.beats;
    columns.meanBpm[row] = event.meanBpm ?? NaN;
    columns.isTachycardia[row] = Number(event.isTachycardia);
    columns.lead[row] = event.lead ?? ALL_LEADS;
    if (event.disposition !== null) said.push([row, event.disposition]);
  });
  return { ...list, events: columns };
}

/** @throws AppError internal for a kind that there is not */
export function unpackEvents({ events: columns, ...list }: PackedEventList): EventList {
  const { kind: kinds, startSample, endSample, beats, meanBpm, isTachycardia, lead } = columns;
  const said = new Map(columns.said);
  const events = Array.from(kinds, (index, row): ListedEvent => {
    const kind = RHYTHM_EVENT_KINDS[index];
    if (kind === undefined) {
      throw new AppError(
        'internal',
        'The core sent an event of a kind that this view cannot read.',
      );
    }
    const bpm = meanBpm[row] ?? NaN;
    const ofLead = lead[row] ?? ALL_LEADS;
    return {
      kind,
      startSample: startSample[row] ?? 0,
      endSample: endSample[row] ?? 0,
      beats: beats[row] ?? 0,
      meanBpm: Number.isNaN(bpm) ? null : bpm,
      isTachycardia: isTachycardia[row] === 1,
      lead: ofLead === ALL_LEADS ? null : ofLead,
      disposition: said.get(row) ?? null,
    };
  });
  return { ...list, events };
}
