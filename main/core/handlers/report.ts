import type { Handlers } from '../../../app/contract/channels.ts';
import type { REPORT_CHANNELS } from '../../../app/contract/report.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import { now, type CoreContext } from '../context.ts';
import { requireEditable } from '../reading-rights.ts';
import { layOutReport, reportForm, startReport } from '../report.ts';

export function reportHandlers(context: CoreContext) {
  const { store, readings } = context;
  /** The pages last laid out: a window shows one report at a time. */
  let laidOut: { readonly of: string; readonly pages: readonly string[] } | null = null;
  const shown = (recordingId: string): string => {
    const { identity, signed } = readings.of(recordingId);
    return signed?.version.id ?? identity.id;
  };
  return {
    channels: {
      'report:form': ({ recordingId }) => reportForm(context, recordingId),
      'report:save-form': ({ recordingId, form }) => {
        const open = readings.of(recordingId);
        requireEditable(store, open);
        const { reader } = store.settings.read();
        store.reportForms.write(open.identity.key, form, { reader, at: now() });
        return {};
      },
      'report:lay-out': async ({ recordingId }) => {
        const of = shown(recordingId);
        const pages = await layOutReport(context, recordingId);
        laidOut = { of, pages };
        return { pages: pages.length };
      },
      'report:write': async ({ recordingId, format, file }) => ({
        jobId: await startReport(context, recordingId, format, file),
      }),
    } satisfies Handlers<keyof typeof REPORT_CHANNELS>,
    page: ({ recordingId, page }: { readonly recordingId: string; readonly page: number }) => {
      const svg = laidOut?.of === shown(recordingId) ? laidOut.pages[page] : undefined;
      if (svg === undefined) {
        throw new AppError('not-found', 'The report has not been laid out with this page.');
      }
      return new TextEncoder().encode(svg);
    },
  };
}
