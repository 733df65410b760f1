import { expect, test } from 'vitest';
import { layOutStrip, stripMarks } from '../../../../app/report/ecg-strip.ts';
import { missingCharacters, noteMissing } from '../../../../app/report/missing-characters.ts';
import { reportPages } from '../../../../app/report/report-pages.ts';
import { createCanShow, createMeasure } from '../../../../main/reports/report-fonts.ts';
import { pdfOf } from '../../../../main/reports/report-pdf.ts';
import { madeUpReport } from '../../../support/made-up-report.ts';

const FONT_FOLDER = new URL('../../../../resources/fonts/', import.meta.url);
const POINTS_PER_MM = 72 / 25.4;
const OPTIONS = { title: 'Holter report', fontFolder: FONT_FOLDER, createdAt: new Date(0) };

/** The straight lines that a page of the file draws, each a list of points. */
function drawnPaths(pdf: Buffer): [number, number][][] {
  const paths: [number, number][][] = [];
  for (const line of pdf.toString('latin1').split('\n')) {
    const [x, y, operator] = line.trim().split(' ');
    if (operator === 'm') paths.push([[Number(x), Number(y)]]);
    if (operator === 'l') paths.at(-1)?.push([Number(x), Number(y)]);
  }
  return paths;
}

test('25 mm is 25 mm in the file itself: grid, pulse and trace', async () => {
  const samples = new Float32Array(1000);
  samples.fill(1, 250, 260);
  const strip = {
    durationS: 4,
    leads: [{ name: 'II', samples, sampleRateHz: 250, silent: [] }],
    beats: [],
  };
  const marks = stripMarks(layOutStrip(strip), { xMm: 10, yMm: 20, widthMm: 150 });
  const pdf = await pdfOf([{ widthMm: 210, heightMm: 297, marks }], {
    ...OPTIONS,
    compress: false,
  });
  const text = pdf.toString('latin1');
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text);
  expect(Number(box?.[1]) / POINTS_PER_MM).toBeCloseTo(210, 2);
  expect(Number(box?.[2]) / POINTS_PER_MM).toBeCloseTo(297, 2);
  // The page's own matrix only turns the axes; it does not scale.
  expect(text).toMatch(/^1 0 0 -1 0 841\.\d+ cm$/m);

  const paths = drawnPaths(pdf);
  const extent = (path: [number, number][], axis: 0 | 1): number => {
    const values = path.map((point) => point[axis]);
    return (Math.max(...values) - Math.min(...values)) / POINTS_PER_MM;
  };
  const verticals = paths
    .filter((path) => path.length === 2 && extent(path, 0) < 1e-6)
    .map((path) => (path[0]?.[0] ?? 0) / POINTS_PER_MM)
    .toSorted((a, b) => a - b);
  const wide = verticals.at(-1) as number;
  expect(wide - (verticals[0] as number)).toBeCloseTo(110, 2);
  verticals.slice(1).forEach((x, index) => {
    expect(x - (verticals[index] as number)).toBeCloseTo(1, 2);
  });
  const trace = paths.find((path) => path.length === 1000);
  expect(extent(trace ?? [], 0)).toBeCloseTo((999 / 250) * 25, 2);
  expect(extent(trace ?? [], 1)).toBeCloseTo(10, 2);
  const pulse = paths.find((path) => path.length === 6);
  expect(extent(pulse ?? [], 1)).toBeCloseTo(10, 2);
});

test('the whole report becomes a file with its fonts in it, Cyrillic and Greek too', async () => {
  const measure = createMeasure(FONT_FOLDER);
  const content = { ...madeUpReport(), recordingName: 'Иванова Ελένη' };
  const pages = reportPages(content, measure);
  const pdf = await pdfOf(pages, OPTIONS);
  const text = pdf.toString('latin1');
  expect(text.startsWith('%PDF-')).toBe(true);
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(pages.length);
  expect(text).toContain('/FontFile2');
  expect(measure('Иванова', 10, 'regular')).toBeGreaterThan(measure('Ива', 10, 'regular'));
});

test('what the font of a PDF lacks is found, and the page that it is on says so', () => {
  const canShow = createCanShow(FONT_FOLDER);
  const content = { ...madeUpReport(), recordingName: 'Müller Иванова 山田 ¹' };
  const pages = reportPages(content, createMeasure(FONT_FOLDER));
  expect(missingCharacters(pages, canShow)).toEqual(['山', '田']);
  const said = JSON.stringify(noteMissing(pages, canShow)[0]?.marks);
  expect(said).toContain('2 characters on this page cannot be shown in a PDF');
  const plain = reportPages(madeUpReport(), createMeasure(FONT_FOLDER));
  expect(noteMissing(plain, canShow)).toEqual(plain);
});
