import { lines, MM_PER_POINT } from './marks.ts';
import { breakLines, type PageFlow } from './page-flow.ts';
import type { Statement, StatementGroup } from './report-content.ts';
import { REPORT_WORDS } from './report-text.ts';

const ROW_MM = 4.6;
const COLUMN_GAP_MM = 6;
const TITLE_PT = 11.5;
const VALUE_PT = 9;
const MEANING_PT = 7;
const MEANING_MM = MEANING_PT * 1.25 * MM_PER_POINT;
/** Title and rule above the statements, and the room around them. */
const HEAD_MM = 10;
/** A group is cut where a page ends only if this much of it stays. */
const LEAST_PART_MM = 30;
/** Label, then value. */
const LABEL_SHARE = 0.5;
const SUPERSCRIPTS = ['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** A statement ready to be placed. */
interface Entry {
  readonly label: string;
  readonly lines: readonly string[];
  readonly isAssessed: boolean;
  readonly meaning: readonly string[];
  readonly heightMm: number;
}

interface PlacedGroup {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** One group over the full width, or two side by side; they go on on the next page if they have to. */
export function putGroupPair(flow: PageFlow, groups: readonly StatementGroup[]): void {
  const widthMm =
    groups.length === 1 ? flow.widthMm : (flow.widthMm - COLUMN_GAP_MM) / groups.length;
  let left: PlacedGroup[] = groups.map(({ title, statements }) => ({
    title,
    entries: entriesOf(flow, statements, widthMm),
  }));
  while (left.some(({ entries }) => entries.length > 0)) {
    const heightMm = Math.max(...left.map(({ entries }) => heightOf(entries)));
    flow.need(HEAD_MM + Math.min(heightMm, LEAST_PART_MM));
    const roomMm = flow.bottomMm - flow.yMm - HEAD_MM;
    const counts = left.map(({ entries }) => fitting(entries, roomMm));
    const parts = left.map((group, index) => ({
      ...group,
      entries: group.entries.slice(0, counts[index]),
    }));
    putParts(flow, parts, widthMm);
    left = left.map(({ title, entries }, index) => ({
      title: title.endsWith(REPORT_WORDS.continued) ? title : `${title}, ${REPORT_WORDS.continued}`,
      entries: entries.slice(counts[index]),
    }));
  }
}

function putParts(flow: PageFlow, groups: readonly PlacedGroup[], widthMm: number): void {
  flow.skip(7);
  const topMm = flow.yMm;
  groups.forEach(({ title, entries }, index) => {
    if (entries.length === 0) return;
    const xMm = flow.leftMm + index * (widthMm + COLUMN_GAP_MM);
    flow.text(xMm, topMm, title, { sizePt: TITLE_PT, weight: 'strong' });
    flow.add(lines([[xMm, topMm + 1.8, xMm + widthMm, topMm + 1.8]], 0.2, 'line'));
    let yMm = topMm + 2.4;
    for (const entry of entries) {
      putEntry(flow, entry, { xMm, yMm, widthMm });
      yMm += entry.heightMm;
    }
  });
  flow.skip(Math.max(...groups.map(({ entries }) => heightOf(entries))) + 2.4);
}

function putEntry(
  flow: PageFlow,
  { label, lines: value, isAssessed, meaning }: Entry,
  box: { readonly xMm: number; readonly yMm: number; readonly widthMm: number },
): void {
  // A note on several statements has no label of its own, and the whole width.
  const valueMm = box.xMm + (label === '' ? 0 : LABEL_SHARE * box.widthMm);
  const baseline = box.yMm + ROW_MM - 1.2;
  flow.text(box.xMm, baseline, label, { sizePt: VALUE_PT, ink: 'muted' });
  value.forEach((line, index) => {
    flow.text(valueMm, baseline + index * ROW_MM, line, {
      sizePt: VALUE_PT,
      weight: isAssessed ? 'strong' : 'regular',
      ink: isAssessed ? 'text' : 'muted',
    });
  });
  const below = baseline + value.length * ROW_MM - 1;
  meaning.forEach((line, index) => {
    flow.text(valueMm, below + index * MEANING_MM, line, { sizePt: MEANING_PT, ink: 'muted' });
  });
}

/** The statements; a meaning that several of them share stands once, as a numbered note below. */
function entriesOf(flow: PageFlow, statements: readonly Statement[], widthMm: number): Entry[] {
  const counts = new Map<string, number>();
  for (const { meaning } of statements) {
    if (meaning !== null) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  }
  const shared = [...counts].flatMap(([meaning, count]) => (count > 1 ? [meaning] : []));
  const entry = (
    label: string,
    value: string,
    isAssessed: boolean,
    meaning: string | null,
  ): Entry => {
    const roomMm = label === '' ? widthMm : (1 - LABEL_SHARE) * widthMm;
    const broken = (text: string, sizePt: number): string[] =>
      breakLines(text, roomMm, (part) => flow.measure(part, sizePt, 'strong'));
    const valueLines = value === '' ? [] : broken(value, VALUE_PT);
    const meaningLines = meaning === null ? [] : broken(meaning, MEANING_PT);
    const heightMm =
      (label === '' ? 0 : Math.max(1, valueLines.length) * ROW_MM) +
      meaningLines.length * MEANING_MM +
      (meaningLines.length > 0 ? 0.6 : 0);
    return { label, lines: valueLines, isAssessed, meaning: meaningLines, heightMm };
  };
  return [
    ...statements.map(({ label, value, meaning }) => {
      const note = shared.indexOf(meaning ?? '');
      const mark = note === -1 ? '' : ` ${SUPERSCRIPTS[note] ?? '*'}`;
      const text = value ?? REPORT_WORDS.notAssessed;
      return entry(label, text + mark, value !== null, note === -1 ? meaning : null);
    }),
    ...shared.map((meaning, note) =>
      entry('', '', false, `${SUPERSCRIPTS[note] ?? '*'} ${meaning}`),
    ),
  ];
}

function heightOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { heightMm }) => sum + heightMm, 0);
}

/** How many of the entries the room holds; one at least, so that each page takes something. */
function fitting(entries: readonly Entry[], roomMm: number): number {
  let usedMm = 0;
  const over = entries.findIndex(({ heightMm }) => (usedMm += heightMm) > roomMm);
  return over === -1 ? entries.length : Math.max(1, over);
}
