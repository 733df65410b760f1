import type { Mark, Page } from './marks.ts';
import { FOOTNOTE_UP_MM, MARGIN_MM } from './page-flow.ts';
import { REPORT_WORDS } from './report-text.ts';

/** Whether a font can show a character, given by its code point. */
type CanShow = (codePoint: number) => boolean;

/** The pages; where a font lacks characters of a page, that page says which. */
export function noteMissing(pages: readonly Page[], canShow: CanShow): readonly Page[] {
  return pages.map((page) => {
    const missing = missingCharacters([page], canShow);
    if (missing.length === 0) return page;
    const note: Mark = {
      kind: 'text',
      xMm: MARGIN_MM,
      yMm: page.heightMm - MARGIN_MM - FOOTNOTE_UP_MM,
      text: REPORT_WORDS.missing(missing.length),
      sizePt: 7.5,
      weight: 'strong',
      ink: 'text',
      anchor: 'start',
    };
    return { ...page, marks: [...page.marks, note] };
  });
}

/** Characters of the pages that a font cannot show, each once. */
export function missingCharacters(pages: readonly Page[], canShow: CanShow): string[] {
  const missing = new Set<string>();
  for (const { marks } of pages) {
    for (const mark of marks) {
      if (mark.kind !== 'text') continue;
      for (const character of mark.text) {
        if (!/\s/u.test(character) && !canShow(character.codePointAt(0) ?? 0))
          missing.add(character);
      }
    }
  }
  return [...missing];
}
