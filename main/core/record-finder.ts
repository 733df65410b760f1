import path from 'node:path';
import type { CellBeat } from '../../app/contract/protocol-result.ts';
import { beatPlaces, type BeatPlaces } from '../../app/domain/reading.ts';
import { nearestTo } from '../../app/domain/sorted-search.ts';
import type { StoredRecording } from '../store/queries/recordings.ts';
import type { CoreContext } from './context.ts';

type Place = CellBeat['inLibrary'];

interface Found {
  readonly recording: StoredRecording;
  readonly beats: BeatPlaces;
}

/**
 * Finds beats of a data folder's records in the library: a recording that was imported from the file
 * of that name, out of this folder if there is one. A beat that the reading lacks, as one that the
 * detector missed, is found as its neighbour.
 */
export function openRecordFinder(
  context: Pick<CoreContext, 'store' | 'readings'>,
  dataFolder: string,
): (beat: Pick<CellBeat, 'record' | 'timeS'>) => Place {
  const records = new Map<string, Found | null>();
  return ({ record, timeS }) => {
    let found = records.get(record);
    if (found === undefined) {
      found = findRecord(context, dataFolder, record);
      records.set(record, found);
    }
    if (found === null) return null;
    const { recording, beats } = found;
    const beatId = beats.beatId[nearestTo(beats.sample, timeS * recording.sampleRateHz)];
    return beatId === undefined ? null : { recordingId: recording.id, beatId };
  };
}

function findRecord(
  { store, readings }: Pick<CoreContext, 'store' | 'readings'>,
  dataFolder: string,
  record: string,
): Found | null {
  const named = store.recordings
    .list()
    .filter(
      ({ status, sourcePath }) => status === 'ready' && path.parse(sourcePath).name === record,
    );
  const within = path.resolve(dataFolder) + path.sep;
  const recording = named.find(({ sourcePath }) => sourcePath.startsWith(within)) ?? named[0];
  if (recording === undefined) return null;
  return { recording, beats: beatPlaces(readings.of(recording.id).reading) };
}
