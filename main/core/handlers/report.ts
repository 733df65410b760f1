import type { Handlers } from '../../../app/contract/channels.ts';
import type { REPORT_CHANNELS } from '../../../app/contract/report.ts';
import { AppError } from '../../../app/domain/app-error.ts';
import type { ReportForm } from '../../../app/report/report-form.ts';
import { birthDateRefused } from '../../../app/text/birth-date.ts';
import { now, type CoreContext } from '../context.ts';
import type { LaidOutReport } from '../laid-out-report.ts';
import { requireEditable } from '../reading-rights.ts';
import { layOutReport, reportForm, startReport } from '../report.ts';

export function reportHandlers(context: CoreContext, laidOut: LaidOutReport) {
  const { store, readings } = context;
  return {
    'report:form': ({ recordingId }) => reportForm(context, recordingId),
    'report:save-form': ({ recordingId, form }) => {
      const open = readings.of(recordingId);
      requireEditable(store, open);
      requireBirthDate(form, reportForm(context, recordingId));
      const { reader } = store.settings.read();
      store.reportForms.write(open.identity.key, form, { reader, at: now() });
      return {};
    },
    'report:lay-out': async ({ recordingId }) => {
      const open = readings.of(recordingId);
      const { pages, missing } = await layOutReport(context, recordingId);
      laidOut.keep(open, pages);
      return { pages: pages.length, missing: [...missing] };
    },
    'report:write': async ({ recordingId, format, file }) => ({
      jobId: await startReport(context, recordingId, format, file),
    }),
  } satisfies Handlers<keyof typeof REPORT_CHANNELS>;
}

/** What was there before is kept, so that an old entry is in nobody's way. */
function requireBirthDate({ patient }: ReportForm, before: ReportForm): void {
  if (patient.birthDate === before.patient.birthDate) return;
  const refused = birthDateRefused(patient.birthDate, new Date());
  if (refused !== null) throw new AppError('bad-request', refused);
}
