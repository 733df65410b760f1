import type { ReportContent, Statement } from '../../app/report/report-content.ts';

const SAMPLE_RATE_HZ = 250;

function statement(label: string, value: string | null, meaning: string | null = null): Statement {
  return { label, value, meaning };
}

/** A synthetic trace: a bump every 0.8 s. */
function trace(durationS: number): Float32Array {
  return Float32Array.from({ length: durationS * SAMPLE_RATE_HZ }, (_, index) => {
    const phase = (index / SAMPLE_RATE_HZ) % 0.8;
    return 1.4 * Math.exp(-(((phase - 0.3) / 0.012) ** 2));
  });
}

/** A report with something in every part. */
export function madeUpReport({
  rows = 24,
  strips = 2,
  paper = 'a4',
}: {
  readonly rows?: number;
  readonly strips?: number;
  readonly paper?: ReportContent['paper'];
} = {}): ReportContent {
  return {
    paper,
    recordingName: 'made-up',
    patient: [statement('Name', 'Jane Doe'), statement('Born', '1950-02-03')],
    study: [statement('Started', '2026-03-02 09:30'), statement('Duration', '24 h 00 min')],
    reading: [statement('Reader', 'AB')],
    conclusion: 'Sinus rhythm with single ventricular ectopic beats.',
    summary: [
      {
        title: 'Beats',
        statements: [statement('All beats', '98,842', 'in 23 h 38 min of 24 h 00 min')],
      },
      { title: 'ST', statements: [statement('Depression', null)] },
    ],
    trends: [
      {
        title: 'Heart rate',
        chart: {
          durationS: 86_400,
          series: {
            stepS: 3600,
            low: new Float32Array(24).fill(55),
            mean: new Float32Array(24).fill(70),
            high: new Float32Array(24).fill(92),
          },
          ticks: [{ atS: 0, label: '09:30' }],
          excluded: [{ startS: 20_000, endS: 21_000 }],
        },
      },
    ],
    hourly: {
      columns: ['Hour', 'Beats', 'Min'],
      rows: Array.from({ length: rows }, (_, hour) => [`${hour}:00`, '4,312', '55']),
      note: 'Rows begin at the full hour.',
    },
    events: {
      columns: ['Kind', 'Time', 'Comment'],
      rows: [['V run', '14:22:31', 'five beats']],
      note: 'None was dismissed.',
    },
    criteria: ['Pause: an RR interval of 2.0 s or more.'],
    strips: Array.from({ length: strips }, (_, index) => ({
      title: `Strip ${index + 1}`,
      note: 'V run',
      place: { startS: 17_551, startTime: '2026-03-02T09:30:00' },
      strip: {
        durationS: 9,
        leads: [{ name: 'II', samples: trace(9), sampleRateHz: SAMPLE_RATE_HZ, silent: [] }],
        beats: [
          { offsetS: 0.3, beatClass: 0 },
          { offsetS: 1.1, beatClass: 2 },
        ],
      },
    })),
    model: [statement('Model', 'made-up-1')],
    signature: { name: 'AB', signedAt: null, changed: null },
    producedBy: 'Ectopy 0.1.0',
  };
}
