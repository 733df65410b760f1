import PDFDocument from 'pdfkit';
import {
  INK_COLOURS,
  MM_PER_POINT,
  tracePath,
  type Mark,
  type Page,
} from '../../app/report/marks.ts';
import { FONT_FEATURES, registerFonts } from './report-fonts.ts';

export interface PdfOptions {
  readonly title: string;
  readonly fontFolder: URL;
  readonly createdAt: Date;
  /** Without it the drawing can be read in the file: for tests that measure it. */
  readonly compress?: boolean;
}

const POINTS_PER_MM = 1 / MM_PER_POINT;

/** The pages as a PDF: vectors at true size, fonts embedded. */
export async function pdfOf(pages: readonly Page[], options: PdfOptions): Promise<Buffer> {
  const { title, fontFolder, createdAt, compress = true } = options;
  const document = new PDFDocument({
    autoFirstPage: false,
    compress,
    lang: 'en',
    info: { Title: title, Creator: 'Ectopy', Producer: 'Ectopy', CreationDate: createdAt },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  registerFonts(document, fontFolder);
  for (const { widthMm, heightMm, marks } of pages) {
    document.addPage({
      size: [widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM],
      margin: 0,
    });
    for (const mark of marks) draw(document, mark);
  }
  document.end();
  await ended;
  return Buffer.concat(parts);
}

function draw(document: PDFKit.PDFDocument, mark: Mark): void {
  const colour = INK_COLOURS[mark.ink];
  switch (mark.kind) {
    case 'path':
      drawPath(document, mark.pointsMm);
      document
        .lineWidth(mark.strokeMm * POINTS_PER_MM)
        .lineJoin('round')
        .stroke(colour);
      return;
    case 'rectangle':
      document
        .rect(
          mark.xMm * POINTS_PER_MM,
          mark.yMm * POINTS_PER_MM,
          mark.widthMm * POINTS_PER_MM,
          mark.heightMm * POINTS_PER_MM,
        )
        .fill(colour);
      return;
    case 'text': {
      document.font(mark.weight).fontSize(mark.sizePt).fillColor(colour);
      const width = document.widthOfString(mark.text, { features: FONT_FEATURES });
      const before = { start: 0, middle: width / 2, end: width }[mark.anchor];
      document.text(mark.text, mark.xMm * POINTS_PER_MM - before, mark.yMm * POINTS_PER_MM, {
        baseline: 'alphabetic',
        lineBreak: false,
        features: FONT_FEATURES,
      });
    }
  }
}

function drawPath(document: PDFKit.PDFDocument, pointsMm: Float32Array): void {
  tracePath(pointsMm, {
    moveTo: (xMm, yMm) => document.moveTo(xMm * POINTS_PER_MM, yMm * POINTS_PER_MM),
    lineTo: (xMm, yMm) => document.lineTo(xMm * POINTS_PER_MM, yMm * POINTS_PER_MM),
  });
}
