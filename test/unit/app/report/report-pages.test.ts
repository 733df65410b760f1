import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutStrip, longestStripS, stripMarks, type EcgStrip } from '../../../../app/report/ecg-strip.ts'; // prettier-ignore
import type { MeasureText, Page, TextMark } from '../../../../app/report/marks.ts';
import { breakLines } from '../../../../app/report/page-flow.ts';
import { pageSvg } from '../../../../app/report/page-svg.ts';
import { reportPages } from '../../../../app/report/report-pages.ts';
import { silentStretches } from '../../../../app/report/silent-stretches.ts';
import { stripRows } from '../../../../app/report/strip-rows.ts';
import { madeUpReport } from '../../../support/made-up-report.ts';

/** Every character as wide as half its height: enough to lay out by. */
const measure: MeasureText = (text, sizePt) => text.length * sizePt * 0.18;

function textsOf(pages: readonly Page[]): string[] {
  return pages.flatMap(({ marks }) =>
    marks.filter((mark): mark is TextMark => mark.kind === 'text').map(({ text }) => text),
  );
}

test('everything said is printed, and what was not computed says so', () => {
  const content = madeUpReport();
  const texts = textsOf(reportPages(content, measure));
  const all = texts.join(' ');
  for (const sentence of content.criteria) expect(all).toContain(sentence);
  for (const { statements } of content.summary) {
    for (const { label, value } of statements) {
      expect(texts).toContain(label);
      expect(texts).toContain(value ?? 'Not assessed');
    }
  }
  expect(all).toContain('Not signed. This is a draft.');
  const pages = reportPages(content, measure).length;
  const footers = texts.filter((text) => text.startsWith('Research use. Not a medical device.'));
  expect(footers).toHaveLength(pages);
});

test('a signature never stands on a page of its own, however long the report', () => {
  for (let rows = 0; rows < 70; rows += 1) {
    const content = { ...madeUpReport({ rows }), conclusion: 'line\n'.repeat(rows % 7) };
    const page = reportPages(content, measure).at(-1);
    const texts = textsOf(page === undefined ? [] : [page]);
    expect([rows, texts.includes('Signature'), texts.some((text) => text.startsWith('Classifier'))]).toEqual([rows, true, true]); // prettier-ignore
  }
});

test('a de-identified report prints nothing of the patient', () => {
  const content = { ...madeUpReport(), patient: [] };
  const all = textsOf(reportPages(content, measure)).join(' ');
  expect(all).toContain('De-identified');
  expect(all).not.toContain('Doe');
});

test('nothing leaves the page, however long the recording', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom('a4' as const, 'letter' as const),
      (rows, strips, paper) => {
        const content = madeUpReport({ rows, strips, paper });
        for (const { widthMm, heightMm, marks } of reportPages(content, measure)) {
          for (const mark of marks) {
            const ys =
              mark.kind === 'path' ? [...mark.pointsMm].filter((_, i) => i % 2 === 1) : [mark.yMm];
            const xs =
              mark.kind === 'path' ? [...mark.pointsMm].filter((_, i) => i % 2 === 0) : [mark.xMm];
            for (const y of ys) if (!Number.isNaN(y) && (y < 0 || y > heightMm)) return false;
            for (const x of xs) if (!Number.isNaN(x) && (x < 0 || x > widthMm)) return false;
          }
        }
        return true;
      },
    ),
    { numRuns: 25 },
  );
});

test('nothing leaves the page, and nothing is lost, whatever is written into a report', () => {
  const word = 'Wort'.repeat(500);
  const comment = `${'sehr lange '.repeat(400)}Ende`;
  const content = madeUpReport();
  const [strip] = content.strips;
  if (strip === undefined) throw new Error('no strip');
  const lead = { name: 'V1', samples: new Float32Array(2000), sampleRateHz: 10, silent: [] };
  lead.samples.forEach((_, index) => (lead.samples[index] = index % 10 === 0 ? 3 : -2));
  const pages = reportPages(
    {
      ...content,
      recordingName: word,
      patient: [{ label: 'Name', value: word.slice(0, 200), meaning: null }],
      conclusion: word,
      events: {
        columns: ['Kind', 'Time', 'Comment'],
        rows: [['V run', '14:22', comment]],
        note: '',
      },
      strips: [{ ...strip, strip: { durationS: 200, leads: Array(12).fill(lead), beats: [] } }],
    },
    measure,
  );
  for (const { widthMm, heightMm, marks } of pages) {
    for (const mark of marks) {
      if (mark.kind === 'text') {
        const width = measure(mark.text, mark.sizePt, mark.weight);
        const start = mark.xMm - { start: 0, middle: width / 2, end: width }[mark.anchor];
        expect([start >= 0, start + width <= widthMm, mark.yMm <= heightMm]).not.toContain(false);
      } else if (mark.kind === 'path') {
        const ys = mark.pointsMm.filter((y, index) => index % 2 === 1 && !Number.isNaN(y));
        expect(Math.max(...ys)).toBeLessThanOrEqual(heightMm);
      }
    }
  }
  const all = textsOf(pages).join('');
  // In the title and in the conclusion.
  expect(all.split('Wort').length - 1).toBeGreaterThanOrEqual(2 * 490);
  expect(all.replaceAll(' ', '')).toContain('sehrlangeEnde');
  expect(textsOf(pages).filter((text) => text === 'V1')).not.toHaveLength(0);
});

test('a word is cut between what a reader sees as characters', () => {
  const family = '👩‍👩‍👧';
  const accented = 'e\u0301';
  const wide = (text: string): number => [...new Intl.Segmenter().segment(text)].length;
  expect(breakLines(family.repeat(5), 2, wide)).toEqual([family + family, family + family, family]);
  expect(breakLines(accented.repeat(3), 2, wide)).toEqual([accented + accented, accented]);
  expect(breakLines('one\r\ntwo', 5, wide)).toEqual(['one', 'two']);
});

test('a strip is 25 mm a second and 10 mm a millivolt, beside a pulse of 1 mV and 200 ms', () => {
  const samples = new Float32Array(500);
  samples[250] = 1;
  const strip: EcgStrip = {
    durationS: 2,
    leads: [{ name: 'II', samples, sampleRateHz: 250, silent: [] }],
    beats: [{ offsetS: 1, beatClass: 2 }],
  };
  const laidOut = layOutStrip(strip);
  const marks = stripMarks(laidOut, { xMm: 10, yMm: 20, widthMm: 180 });
  const [minor, major, pulse, trace] = marks.filter((mark) => mark.kind === 'path');
  const verticals = (points: Float32Array | undefined): number[] => {
    const found: number[] = [];
    for (let index = 0; points !== undefined && index < points.length; index += 6) {
      if (points[index] === points[index + 2]) found.push(points[index] as number);
    }
    return found;
  };
  const major5 = verticals(major?.pointsMm);
  expect(major5.length).toBeGreaterThan(10);
  major5.slice(1).forEach((x, index) => {
    expect(x - (major5[index] as number)).toBeCloseTo(5, 4);
  });
  expect(verticals(minor?.pointsMm).length).toBe((major5.length - 1) * 4);
  const height = (points: Float32Array): number => {
    const ys = [...points].filter((_, index) => index % 2 === 1);
    return Math.max(...ys) - Math.min(...ys);
  };
  expect(height(pulse?.pointsMm as Float32Array)).toBeCloseTo(10, 4);
  expect((pulse?.pointsMm[6] as number) - (pulse?.pointsMm[2] as number)).toBeCloseTo(5, 4);
  const points = trace?.pointsMm as Float32Array;
  expect(height(points)).toBeCloseTo(10, 4);
  expect((points[2 * 250] as number) - (points[0] as number)).toBeCloseTo(25, 4);
  const letter = marks.find((mark) => mark.kind === 'text' && mark.text === 'V') as TextMark;
  expect(letter.xMm).toBeCloseTo(points[2 * 250] as number, 4);
  expect(laidOut.heightMm % 5).toBe(0);
  expect(longestStripS(182)).toBe(6.5);
});

test('lines break at spaces, never wider than asked, and lose no letter', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 20 }), (words) => {
      const broken = breakLines(words.join(' '), 12, (text) => text.length);
      return (
        broken.every((line) => line.length <= 12) &&
        broken.join('').replaceAll(' ', '') === words.join('')
      );
    }),
  );
});

test('texts of a reader cannot break the preview', () => {
  const content = { ...madeUpReport(), conclusion: '<script>alert("&")</script>' };
  const [first] = reportPages(content, measure);
  const svg = pageSvg(first as Page, measure);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;');
});

test('a strip of 7 s is one row, a longer one is cut between beats, and each row says when it begins', () => {
  const lead = { name: 'II', samples: new Float32Array(900), sampleRateHz: 100, silent: [] };
  const beats = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5].map((offsetS) => ({ offsetS, beatClass: 0 }));
  const seven = { durationS: 7, leads: [lead], beats };
  const nine = { ...seven, durationS: 9, beats: [...beats, { offsetS: 7.5, beatClass: 0 }] };
  const content = madeUpReport();
  const printed = (strip: EcgStrip): string[] => {
    const place = { startS: 60, startTime: null };
    const strips = [0, 1, 2].map((index) => ({ title: `Strip ${index}`, note: '', place, strip }));
    return textsOf(reportPages({ ...content, strips }, measure));
  };
  expect(printed(seven).filter((text) => text.includes('continued'))).toEqual([]);
  const [row, next] = stripRows(nine, 7);
  expect(next?.startS).toBeCloseTo(4.1);
  expect(row?.row.beats).toHaveLength(4);
  expect(next?.row.beats[0]?.offsetS).toBeCloseTo(0.4);
  expect(printed(nine)).toContain('0:01:04.1');
  // Three strips of a lead share a page.
  const page = reportPages({ ...content, strips: [] }, measure).length;
  const strips = [0, 1, 2].map(() => ({ title: 'S', note: '', place: { startS: 0, startTime: null }, strip: seven })); // prettier-ignore
  expect(reportPages({ ...content, strips }, measure).length).toBeLessThanOrEqual(page + 1);
});

test('a lead without signal says so where its trace would be', () => {
  const samples = new Float32Array(400).fill(NaN, 100, 300);
  const none = { 'lead-off': [], flat: [], saturated: [], noise: [], reader: [] };
  const off = { ...none, 'lead-off': [{ startSample: 1150, endSample: 1300 }] };
  expect(silentStretches(samples, 100, 1000, none)).toEqual([
    { startS: 1, endS: 3, words: 'no signal' },
  ]);
  const silent = silentStretches(samples, 100, 1000, off);
  expect(silent).toEqual([
    { startS: 1, endS: 1.5, words: 'no signal' },
    { startS: 1.5, endS: 3, words: 'electrodes off' },
  ]);
  const strip = {
    durationS: 4,
    leads: [{ name: 'II', samples, sampleRateHz: 100, silent }],
    beats: [],
  };
  const marks = stripMarks(layOutStrip(strip), { xMm: 10, yMm: 20, widthMm: 180 });
  const word = marks.find((mark) => mark.kind === 'text' && mark.text === 'electrodes off');
  expect((word as TextMark).xMm).toBeCloseTo(10 + 10 + 2.25 * 25, 4);
});

test('groups go on on the next page, a reason that many share stands once, and long texts are texts', () => {
  const content = madeUpReport();
  const statements = Array.from({ length: 60 }, (_, index) => ({
    label: `Measure ${index}`,
    value: null,
    meaning: 'Needs a day.',
  }));
  const limits = 'Learned from half-hour recordings. '.repeat(12).trim();
  const pages = reportPages(
    {
      ...content,
      summary: [{ title: 'Variability', statements }],
      model: [...content.model, { label: 'Limits', value: limits, meaning: null }],
    },
    measure,
  );
  const [first = [], second = []] = pages.map((page) => textsOf([page]));
  expect(first).toContain('Measure 0');
  expect(second).toContain('Variability, continued');
  expect(second).toContain('Measure 59');
  const all = [...first, ...second];
  expect(all.filter((text) => text.includes('Needs a day.'))).toEqual(['¹ Needs a day.']);
  const line = pages
    .flatMap(({ marks }) => marks)
    .find((mark) => mark.kind === 'text' && mark.text.startsWith('Limits: Learned'));
  expect(line).toMatchObject({ weight: 'regular', sizePt: 8 });
});
