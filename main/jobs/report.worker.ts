import { workerData } from 'node:worker_threads';
import { missingCharacters, noteMissing } from '../../app/report/missing-characters.ts';
import { pageSvg } from '../../app/report/page-svg.ts';
import { reportPages } from '../../app/report/report-pages.ts';
import { REPORT_WORDS } from '../../app/report/report-text.ts';
import { writeFileWhole } from '../imports/output-file.ts';
import { csvOf } from '../reports/report-csv.ts';
import { createCanShow, createMeasure } from '../reports/report-fonts.ts';
import { htmlOf } from '../reports/report-html.ts';
import { pdfOf } from '../reports/report-pdf.ts';
import type { PreviewResult, ReportTask, WriteReportTask } from './report-tasks.ts';
import { serveTask } from './serve-task.ts';

/** Entry of the thread that lays reports out and writes them. */

await serveTask(async () => {
  const task = workerData as ReportTask;
  if (task.kind === 'preview') {
    const measure = createMeasure(new URL(task.fontFolder));
    const pages = reportPages(task.content, measure);
    const result: PreviewResult = {
      pages: pages.map((page) => pageSvg(page, measure)),
      missing: missingCharacters(pages, createCanShow(new URL(task.fontFolder))),
    };
    return { result };
  }
  const bytes = await bytesOf(task);
  // Choosing the name of a file that is there already asked whether to replace it.
  await writeFileWhole(task.file, (output) => output.write(bytes), { overwrite: true });
  return { result: null };
});

async function bytesOf({
  content,
  format,
  fontFolder,
  createdAt,
}: WriteReportTask): Promise<Uint8Array> {
  if (format === 'csv') return new TextEncoder().encode(csvOf(content));
  const fonts = new URL(fontFolder);
  const measure = createMeasure(fonts);
  const pages = reportPages(content, measure);
  const title = `${REPORT_WORDS.title}, ${content.recordingName}`;
  return format === 'html'
    ? new TextEncoder().encode(htmlOf(pages, title, measure))
    : pdfOf(noteMissing(pages, createCanShow(fonts)), {
        title,
        fontFolder: fonts,
        createdAt: new Date(createdAt),
      });
}
