import {
  INK_COLOURS,
  MM_PER_POINT,
  tracePath,
  type Mark,
  type MeasureText,
  type Page,
} from './marks.ts';

/**
 * A page as an SVG file of true size. Texts are given the width that the PDF's font has, so that
 * another font on the reader's machine moves nothing.
 */
export function pageSvg({ widthMm, heightMm, marks }: Page, measure: MeasureText): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthMm}mm" height="${heightMm}mm" viewBox="0 0 ${widthMm} ${heightMm}" font-family="Inter, Helvetica, Arial, 'Liberation Sans', sans-serif">`,
    `<rect width="${widthMm}" height="${heightMm}" fill="#fff"/>`,
    ...marks.map((mark) => markSvg(mark, measure)),
    '</svg>',
  ].join('\n');
}

function markSvg(mark: Mark, measure: MeasureText): string {
  const colour = INK_COLOURS[mark.ink];
  switch (mark.kind) {
    case 'path':
      return `<path d="${pathData(mark.pointsMm)}" fill="none" stroke="${colour}" stroke-width="${mark.strokeMm}" stroke-linejoin="round"/>`;
    case 'rectangle':
      return `<rect x="${round(mark.xMm)}" y="${round(mark.yMm)}" width="${round(mark.widthMm)}" height="${round(mark.heightMm)}" fill="${colour}"/>`;
    case 'text': {
      const weight = mark.weight === 'strong' ? ' font-weight="600"' : '';
      const widthMm = round(measure(mark.text, mark.sizePt, mark.weight));
      const fitted = mark.text.length > 1 ? ` textLength="${widthMm}" lengthAdjust="spacingAndGlyphs"` : ''; // prettier-ignore
      return `<text x="${round(mark.xMm)}" y="${round(mark.yMm)}" font-size="${round(mark.sizePt * MM_PER_POINT)}" text-anchor="${mark.anchor}" fill="${colour}"${weight}${fitted}>${escapeXml(mark.text)}</text>`;
    }
  }
}

function pathData(pointsMm: Float32Array): string {
  let data = '';
  tracePath(pointsMm, {
    moveTo: (xMm, yMm) => {
      data += `M${round(xMm)} ${round(yMm)}`;
    },
    lineTo: (xMm, yMm) => {
      data += `L${round(xMm)} ${round(yMm)}`;
    },
  });
  return data;
}

/** Hundredths of a millimetre: finer than any printer. */
function round(mm: number): string {
  return String(Math.round(mm * 100) / 100);
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
