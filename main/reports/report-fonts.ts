import { readFileSync } from 'node:fs';
import { create as openFont } from 'fontkit';
import PDFDocument from 'pdfkit';
import { MM_PER_POINT, type MeasureText, type Weight } from '../../app/report/marks.ts';

/** Numbers of equal width, so that columns of them stand in line. */
export const FONT_FEATURES: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum', 'kern'];

/** Inter (SIL Open Font License): Latin, Greek and Cyrillic, embedded as far as it is used. */
export function registerFonts(document: PDFKit.PDFDocument, fontFolder: URL): void {
  document.registerFont('regular', fontFile(fontFolder, 'regular'));
  document.registerFont('strong', fontFile(fontFolder, 'strong'));
}

/** Measures text as the PDF will set it. */
export function createMeasure(fontFolder: URL): MeasureText {
  const document = new PDFDocument({ autoFirstPage: false });
  registerFonts(document, fontFolder);
  const known = new Map<string, number>();
  return (text, sizePt, weight) => {
    const key = `${weight} ${text}`;
    let points = known.get(key);
    if (points === undefined) {
      document.font(weight).fontSize(10);
      points = document.widthOfString(text, { features: FONT_FEATURES }) / 10;
      known.set(key, points);
    }
    return points * sizePt * MM_PER_POINT;
  };
}

/** Whether the font of the PDF has a character. */
export function createCanShow(fontFolder: URL): (codePoint: number) => boolean {
  const font = openFont(fontFile(fontFolder, 'regular'));
  if ('fonts' in font) throw new TypeError('A file of the report holds one font');
  return (codePoint) => font.hasGlyphForCodePoint(codePoint);
}

function fontFile(folder: URL, weight: Weight): Buffer {
  const name = weight === 'strong' ? 'Inter-SemiBold.ttf' : 'Inter-Regular.ttf';
  return readFileSync(new URL(name, folder));
}
