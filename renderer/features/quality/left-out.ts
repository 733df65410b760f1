import type { RecordingQuality } from '../../../app/contract/quality.ts';
import { ANALYSED_TIME_DEFINITION } from '../../../app/quality/analysed-time.ts';
import {
  analysedShare,
  CAUSE_WORDS,
  describeAnalysedTime,
} from '../../../app/text/analysed-time.ts';
import { NOT_ASSESSED } from '../../text/format.ts';
import { QUALITY_TEXT } from '../../text/quality.ts';
import type { LeftOut, NamedStretch } from '../review/index.ts';

/** The account as strips and overview draw it. */
export function leftOutOf(
  account: RecordingQuality,
  begun: number | null,
  sampleRateHz: number,
): LeftOut {
  const { excluded, leads, regions, analysedSamples, totalSamples } = account;
  return {
    spans: excluded,
    begun,
    analysed: {
      share: account.assessed ? analysedShare(analysedSamples, totalSamples) : NOT_ASSESSED,
      meaning: QUALITY_TEXT.because(
        describeAnalysedTime(account, sampleRateHz),
        account.assessed ? ANALYSED_TIME_DEFINITION : QUALITY_TEXT.notAssessed,
      ),
    },
    leads: leads.map((stretches, lead): NamedStretch[] => [
      // What a reader left out is named by the region that says so.
      ...stretches
        .filter(({ cause }) => cause !== 'reader')
        .map(({ startSample, endSample, cause }): NamedStretch => ({
          startSample,
          endSample,
          name: CAUSE_WORDS[cause],
          look: cause === 'lead-off' ? 'gap' : 'hatched',
        })),
      ...regions
        .filter((region) => region.lead === null || region.lead === lead)
        .map(({ startSample, endSample, verdict, reader }): NamedStretch => ({
          startSample,
          endSample,
          name:
            verdict === 'exclude'
              ? QUALITY_TEXT.leftOutBy(reader)
              : QUALITY_TEXT.analysedAnyway(reader),
          look: verdict === 'exclude' ? 'hatched' : 'used',
        })),
    ]),
  };
}
