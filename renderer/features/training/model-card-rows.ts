/** One line of a model card. */
export interface CardRow {
  readonly label: string;
  readonly value: string;
}

/** What a reader asks first; everything else follows in the card's own order. */
const FIRST_KEYS = ['data', 'split', 'seed', 'date', 'metrics', 'licence'];
const DEEPEST = 3;

/** A free-form model card as lines: nested objects become "metrics · V · recall". */
export function cardRows(card: Readonly<Record<string, unknown>>): CardRow[] {
  const keys = [
    ...FIRST_KEYS.filter((key) => key in card),
    ...Object.keys(card).filter((key) => !FIRST_KEYS.includes(key)),
  ];
  return keys.flatMap((key) => rowsOf([key], card[key]));
}

function rowsOf(path: readonly string[], value: unknown): CardRow[] {
  if (value === null || value === undefined || value === '') return [];
  if (isPlainObject(value) && path.length < DEEPEST) {
    return Object.entries(value).flatMap(([key, inner]) => rowsOf([...path, key], inner));
  }
  return [{ label: path.map(labelOf).join(' · '), value: valueText(value) }];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** "learningRate" → "learning rate"; class letters and acronyms stay as they are. */
function labelOf(key: string): string {
  return key.replaceAll(/(?<=[a-z0-9])([A-Z])/g, (capital) => ` ${capital.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return value.join(', ');
  }
  return JSON.stringify(value);
}
