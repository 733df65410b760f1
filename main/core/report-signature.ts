import type { ReportContent } from '../../app/report/report-content.ts';
import { REPORT_WORDS } from '../../app/report/report-text.ts';
import { formatDateTime } from '../../app/text/format.ts';
import type { SignedVersion } from '../store/queries/signed-versions.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';
import { identify } from './since-signed.ts';

type Signature = ReportContent['signature'];

/**
 * Of the version that is open, or of the version signed last as long as the reading is what was signed;
 * else who changed it since, and when.
 */
export function signatureOf(context: CoreContext, open: OpenReading): Signature {
  const { identity, recording, signed } = open;
  if (signed !== null) return signatureUnder(signed.version);
  const { store } = context;
  const version = store.signedVersions.ofReading(identity.key).at(-1);
  const draft = { name: identity.reader ?? '', signedAt: null };
  if (version === undefined) return { ...draft, changed: null };
  if (identify(context, recording.id, identity).status === 'signed') return signatureUnder(version);
  const { number, reader, signedAt } = version;
  const last = store.readingChanges.lastAfter(identity.key, signedAt);
  return {
    ...draft,
    changed: REPORT_WORDS.changedAfter(
      { number, reader, when: formatDateTime(signedAt) },
      last === null ? null : { reader: last.reader, when: formatDateTime(last.at) },
    ),
  };
}

function signatureUnder({ reader, signedAt, number, sha256 }: SignedVersion): Signature {
  const words = REPORT_WORDS.signedVersion(formatDateTime(signedAt), number, sha256.slice(0, 16));
  return { name: reader, signedAt: words, changed: null };
}
