import type { Handlers } from '../../../app/contract/channels.ts';
import type { REPORT_CHANNELS } from '../../../app/contract/report.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { now, type CoreContext } from '../context.ts';
import { requireOwn } from '../reading-rights.ts';
import { layOutReport, reportForm, startReport } from '../report.ts';

export function reportHandlers(context: CoreContext) {
  const { store, readings } = context;
  /** The pages last laid out: a window shows one report at a time. */
  let laidOut: { readonly readingId: string; readonly pages: readonly string[] } | null = null;
  return {
    channels: {
      'report:form': ({ recordingId }) => reportForm(context, recordingId),
      'report:save-form': ({ recordingId, form }) => {
        const { identity } = readings.of(recordingId);
        const { reader } = store.settings.read();
        requireOwn(store, identity, reader);
        store.reportForms.write(identity.key, form, { reader, at: now() });
        return {};
      },
      'report:lay-out': async ({ recordingId }) => {
        const { id: readingId } = readings.of(recordingId).identity;
        const pages = await layOutReport(context, recordingId);
        laidOut = { readingId, pages };
        return { pages: pages.length };
      },
      'report:write': async ({ recordingId, format, file }) => ({
        jobId: await startReport(context, recordingId, format, file),
      }),
    } satisfies Handlers<keyof typeof REPORT_CHANNELS>,
    page: ({ recordingId, page }: { readonly recordingId: string; readonly page: number }) => {
      const { id: readingId } = readings.of(recordingId).identity;
      const svg = laidOut?.readingId === readingId ? laidOut.pages[page] : undefined;
      if (svg === undefined) {
        throw new AppError('not-found', 'The report has not been laid out with this page.');
      }
      return new TextEncoder().encode(svg);
    },
  };
}
