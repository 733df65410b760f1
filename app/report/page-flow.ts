import { lines, MM_PER_POINT, type Mark, type MeasureText, type Page, type TextMark, type Weight } from './marks.ts'; // prettier-ignore

/** A4 and US letter, portrait, in millimetres. */
export const PAPER_SIZES = {
  a4: { widthMm: 210, heightMm: 297 },
  letter: { widthMm: 215.9, heightMm: 279.4 },
} as const;
export type PaperSize = keyof typeof PAPER_SIZES;

/** Leaves A4 185 mm: a pulse of 10 mm and a strip of 7 s, in whole large squares. */
export const MARGIN_MM = 12.5;
const HEADER_MM = 9;
/** Between what stands left and right of a header. */
const HEADER_GAP_MM = 6;
const FOOTER_MM = 9;
/** Between the footer and a note above it. */
export const FOOTNOTE_UP_MM = 4;
/** Line height over font size. */
const LEADING = 1.35;
const BODY_PT = 9;
const SECTION_PT = 11.5;

export interface TextStyle {
  readonly sizePt?: number;
  readonly weight?: Weight;
  readonly ink?: TextMark['ink'];
  readonly anchor?: TextMark['anchor'];
}

/** What stands on every page: in the margin above, and below. */
export interface RunningText {
  readonly header: string;
  readonly headerEnd: string;
  readonly footer: string;
  /** "Page 2 of 5" */
  readonly page: (page: number, pages: number) => string;
}

/**
 * Fills pages from top to bottom. Everything is placed relative to a cursor (`yMm`); what has to
 * stay together asks for its height first and moves to a new page if that is not left.
 */
export class PageFlow {
  readonly pages: Page[] = [];
  readonly measure: MeasureText;
  readonly leftMm = MARGIN_MM;
  readonly widthMm: number;
  yMm = 0;
  readonly #size: { readonly widthMm: number; readonly heightMm: number };
  readonly #running: RunningText;

  constructor(paper: PaperSize, running: RunningText, measure: MeasureText) {
    this.#size = PAPER_SIZES[paper];
    this.#running = running;
    this.measure = measure;
    this.widthMm = this.#size.widthMm - 2 * MARGIN_MM;
    this.newPage();
  }

  get rightMm(): number {
    return this.leftMm + this.widthMm;
  }

  get bottomMm(): number {
    return this.#size.heightMm - MARGIN_MM - FOOTER_MM;
  }

  /** Height that an empty page offers. */
  get fullHeightMm(): number {
    return this.bottomMm - MARGIN_MM - HEADER_MM;
  }

  newPage(): void {
    this.pages.push({ ...this.#size, marks: [] });
    this.yMm = MARGIN_MM + HEADER_MM;
  }

  /** Starts a new page unless so much is left on this one, or it is empty. */
  need(heightMm: number): void {
    const isEmpty = this.yMm <= MARGIN_MM + HEADER_MM;
    if (!isEmpty && this.yMm + heightMm > this.bottomMm) this.newPage();
  }

  add(...marks: Mark[]): void {
    this.pages.at(-1)?.marks.push(...marks);
  }

  skip(heightMm: number): void {
    this.yMm += heightMm;
  }

  /** A line of text with its baseline at `yMm`, nothing moved. */
  text(xMm: number, yMm: number, text: string, style: TextStyle = {}): void {
    const { sizePt = BODY_PT, weight = 'regular', ink = 'text', anchor = 'start' } = style;
    this.add({ kind: 'text', xMm, yMm, text, sizePt, weight, ink, anchor });
  }

  /** Heading of a section, with a rule; `keepMm` of what follows stay on its page. */
  section(title: string, keepMm = 20): void {
    this.need(12 + keepMm);
    this.skip(7);
    this.text(this.leftMm, this.yMm, title, { sizePt: SECTION_PT, weight: 'strong' });
    this.skip(1.8);
    this.rule();
    this.skip(1.2);
  }

  rule(): void {
    this.add(lines([[this.leftMm, this.yMm, this.rightMm, this.yMm]], 0.2, 'line'));
  }

  /** Text broken into lines of the given width; returns how high it became. */
  paragraph(
    text: string,
    style: TextStyle & { readonly xMm?: number; readonly widthMm?: number } = {},
  ): void {
    const { sizePt = BODY_PT, weight = 'regular', xMm = this.leftMm } = style;
    const widthMm = style.widthMm ?? this.rightMm - xMm;
    for (const line of breakLines(text, widthMm, (part) => this.measure(part, sizePt, weight))) {
      const heightMm = sizePt * LEADING * MM_PER_POINT;
      this.need(heightMm);
      this.skip(heightMm);
      this.text(xMm, this.yMm - 0.3 * sizePt * MM_PER_POINT, line, style);
    }
  }

  /** All pages, with their headers and footers: call once, at the end. */
  finish(): readonly Page[] {
    const { header, headerEnd, footer, page } = this.#running;
    this.pages.forEach(({ marks, widthMm, heightMm }, index) => {
      const put = (xMm: number, yMm: number, text: string, anchor: TextMark['anchor']): void => {
        marks.push({ kind: 'text', xMm, yMm, text, sizePt: 7.5, weight: 'regular', ink: 'muted', anchor }); // prettier-ignore
      };
      const right = widthMm - MARGIN_MM;
      const room = right - MARGIN_MM - this.measure(headerEnd, 7.5, 'regular') - HEADER_GAP_MM;
      const begun = shortened(header, room, (part) => this.measure(part, 7.5, 'regular'));
      put(MARGIN_MM, MARGIN_MM + 1, begun, 'start');
      put(right, MARGIN_MM + 1, headerEnd, 'end');
      marks.push(lines([[MARGIN_MM, MARGIN_MM + 3, right, MARGIN_MM + 3]], 0.2, 'line'));
      put(MARGIN_MM, heightMm - MARGIN_MM, footer, 'start');
      put(right, heightMm - MARGIN_MM, page(index + 1, this.pages.length), 'end');
    });
    return this.pages;
  }
}

/** What a reader sees as one character, whatever it is made of: an accent, a flag, a family. */
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Greedy line breaking at spaces; a longer word is cut between characters. */
export function breakLines(
  text: string,
  widthMm: number,
  measure: (text: string) => number,
): string[] {
  const broken: string[] = [];
  for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    let line = '';
    for (const word of paragraph.split(/[ \t]/)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer, widthMm, measure)) {
        line = longer;
        continue;
      }
      if (line !== '') broken.push(line);
      const pieces = cutWord(word, widthMm, measure);
      line = pieces.pop() ?? '';
      broken.push(...pieces);
    }
    broken.push(line);
  }
  return broken;
}

/** The text, or as much of its beginning as has room, with an ellipsis. */
function shortened(text: string, widthMm: number, measure: (text: string) => number): string {
  if (fits(text, widthMm, measure)) return text;
  const [beginning = ''] = cutWord(text, widthMm - measure('…'), measure);
  return `${beginning}…`;
}

/** No text of so many characters is measured: at a twentieth of a millimetre each it is too wide. */
function fits(text: string, widthMm: number, measure: (text: string) => number): boolean {
  return text.length <= 20 * widthMm && measure(text) <= widthMm;
}

/** Parts of a word that each have room on a line, but for a character that is wider than one. */
function cutWord(word: string, widthMm: number, measure: (text: string) => number): string[] {
  const characters = Array.from(GRAPHEMES.segment(word), ({ segment }) => segment);
  const pieces: string[] = [];
  for (let first = 0; first < characters.length;) {
    const part = (count: number): string => characters.slice(first, first + count).join('');
    // The most that fit are at least `least` and fewer than `tooMany`.
    let least = 1;
    let tooMany = characters.length - first + 1;
    while (tooMany - least > 1) {
      const middle = Math.min((least + tooMany) >>> 1, 2 * least);
      if (fits(part(middle), widthMm, measure)) least = middle;
      else tooMany = middle;
    }
    pieces.push(part(least));
    first += least;
  }
  return pieces;
}
