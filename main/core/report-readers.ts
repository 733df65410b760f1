import { isNamed, sameReader } from '../../app/domain/reader-name.ts';
import type { Statement } from '../../app/report/report-content.ts';
import { REPORT_WORDS } from '../../app/report/report-text.ts';
import type { CoreContext } from './context.ts';
import type { OpenReading } from './open-reading.ts';

/** Everybody whose reading the report prints, each once, with the part that they had in it. */
export function readerStatements(
  { store }: Pick<CoreContext, 'store'>,
  { identity, signed }: OpenReading,
): Statement[] {
  const { key, kind, reader, firstVersion, secondVersion } = identity;
  const { readerParts } = REPORT_WORDS;
  const signerOf = (version: number | null): string | null =>
    version === null ? null : (store.signedVersions.byKey(version)?.reader ?? null);
  const parts: [label: string, name: string | null][] = [
    [readerParts.first, signerOf(firstVersion)],
    [readerParts.second, signerOf(secondVersion)],
  ];
  const named = parts.flatMap(([label, value]) =>
    value === null ? [] : [{ label, value, meaning: null }],
  );
  const owner: Statement = {
    label: kind === 'adjudicated' ? readerParts.adjudicated : REPORT_WORDS.reader,
    value: reader ?? REPORT_WORDS.nobody,
    meaning: REPORT_WORDS.readingKinds[kind],
  };
  const told = [...named.map(({ value }) => value), reader ?? ''];
  const others = store.edits
    .readers(key, signed?.version.editsThrough)
    .filter((name) => isNamed(name) && !told.some((other) => sameReader(other, name)));
  const also = { label: readerParts.also, value: others.join(', '), meaning: null };
  return [...named, owner, ...(others.length === 0 ? [] : [also])];
}
