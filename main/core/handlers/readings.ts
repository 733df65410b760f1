import type { Handlers } from '../../../app/contract/channels.ts';
import type { READING_CHANNELS } from '../../../app/contract/readings.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import type { SignedVersion } from '../../store/queries/signed-versions.ts';
import { beginAdjudication, listAdjudication, settle } from '../adjudication.ts';
import { exportAudit, listAudit } from '../audit-trail.ts';
import { beginSecond, openReading, openVersion } from '../begin-reading.ts';
import type { CoreContext } from '../context.ts';
import { exportVersion } from '../export-version.ts';
import { findRecording } from '../find-recording.ts';
import { listReadings, sign } from '../list-readings.ts';
import { closedBecause } from '../reading-rights.ts';
import { agreement } from '../signed-pair.ts';
import { beatsToSign } from '../signed-state.ts';
import { changesSince } from '../since-signed.ts';

export function readingHandlers(context: CoreContext) {
  const { store, readings } = context;
  const presentReader = () => store.settings.read().reader;

  /** A signed version of a recording that the present reader may see. */
  const findVersion = (recordingId: string, versionId: string) => {
    const { key } = findRecording(store, recordingId);
    const version = store.signedVersions.byId(versionId);
    const stored = store.readings
      .ofRecording(key)
      .find((reading) => reading.key === version?.readingKey);
    if (version === null || stored === undefined) {
      throw new AppError('not-found', 'This recording has no such signed version.');
    }
    const closed = closedBecause(store, stored, presentReader());
    if (closed !== null) throw new AppError('forbidden', closed);
    return { version: version satisfies SignedVersion, stored };
  };

  return {
    'readings:list': ({ recordingId }) => listReadings(context, recordingId),
    'readings:open': ({ recordingId, readingId }) => {
      openReading(context, recordingId, readingId);
      return {};
    },
    'readings:open-version': ({ recordingId, versionId }) => {
      openVersion(context, recordingId, findVersion(recordingId, versionId).version);
      return {};
    },
    'readings:leave-version': ({ recordingId }) => {
      openVersion(context, recordingId, null);
      return {};
    },
    'readings:begin-second': ({ recordingId, reader = presentReader() }) => {
      beginSecond(context, recordingId, reader);
      return {};
    },
    'readings:sign': ({ recordingId, reader = presentReader() }) => {
      const version = sign(context, recordingId, reader);
      context.emit({ name: 'recording:changed', payload: { recordingId } });
      return version;
    },
    'readings:export': async ({ recordingId, versionId, folder }) => {
      const { version } = findVersion(recordingId, versionId);
      return { path: await exportVersion(context, recordingId, version, folder) };
    },
    'readings:changes': ({ recordingId, versionId }) => {
      const { version, stored } = findVersion(recordingId, versionId);
      const present = beatsToSign(readings.read(recordingId, stored));
      return changesSince(store.signedVersions.beats(version), present);
    },
    'readings:agreement': ({ recordingId }) => agreement(context, recordingId),
    'readings:begin-adjudication': ({ recordingId, reader = presentReader() }) => {
      beginAdjudication(context, recordingId, reader);
      return {};
    },
    'readings:adjudication': ({ recordingId }) => listAdjudication(context, recordingId),
    'readings:settle': ({ recordingId, difference, verdict }) =>
      settle(context, recordingId, difference, verdict),
    'readings:audit': (params) => listAudit(context, params),
    'readings:export-audit': ({ recordingId, ...rest }) => exportAudit(context, recordingId, rest),
  } satisfies Handlers<keyof typeof READING_CHANNELS>;
}
