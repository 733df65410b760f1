import { randomUUID } from 'node:crypto';
import type { SignedVersion as ShownVersion } from '../../app/contract/readings.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import { now } from './context.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { contentsOf } from './reading-contents.ts';
import { criteriaOf } from './recording-events.ts';
import { beatsToSign, hashOf } from './signed-state.ts';
import { changedParts, changesSince } from './since-signed.ts';

type Context = Pick<CoreContext, 'store' | 'readings'>;

const HASH_SCHEME = 2;

/** Freezes a reading as it stands, in the name of the present reader. */
export function signReading({ store }: Context, open: OpenReading): SignedVersion {
  const { recording, identity, predictions } = open;
  const beats = beatsToSign(open);
  const contents = contentsOf(store, open);
  const criteria = JSON.stringify(criteriaOf({ store }, open).criteria);
  const { reader } = store.settings.read();
  const header = {
    modelId: predictions?.modelId ?? null,
    criteria,
    hashScheme: HASH_SCHEME,
  } as const;
  const key = store.transaction(() => {
    if (identity.reader === null) store.readings.nameReader(identity, reader);
    const versionKey = store.signedVersions.insert(
      {
        ...header,
        id: randomUUID(),
        readingKey: identity.key,
        number: store.signedVersions.ofReading(identity.key).length + 1,
        reader,
        signedAt: now(),
        editsThrough: store.edits.lastSeq(),
        sha256: hashOf(header, beats, recording.id, contents),
      },
      beats,
    );
    store.signedContents.insert(versionKey, contents);
    return versionKey;
  });
  const version = store.signedVersions.byKey(key);
  if (version === null) throw new Error('A version that was just signed is gone');
  return version;
}

export function describeVersion(
  { store }: Context,
  version: SignedVersion,
  open: OpenReading,
): ShownVersion {
  const { id, number, reader, signedAt, modelId, beatCount, sha256, hashScheme } = version;
  return {
    id,
    number,
    reader,
    signedAt,
    modelId,
    beatCount,
    sha256,
    hashesContents: hashScheme > 1,
    changedSince: changesSince(store.signedVersions.beats(version), beatsToSign(open)).length,
    changedParts: changedParts({ store }, version, open),
  };
}
