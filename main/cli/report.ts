import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { ReportFormat } from '../../app/contract/report.ts';
import { refuseExisting } from '../imports/output-file.ts';
import { openLibrary, recordingNamed } from './library-session.ts';
import { printText } from './output.ts';
import { libraryFolder } from './places.ts';
import { createProgress } from './progress.ts';

interface ReportOptions {
  readonly library?: string;
  readonly out: ReportFile;
}

interface ReportFile {
  readonly file: string;
  readonly format: ReportFormat;
}

const FORMATS: Readonly<Record<string, ReportFormat>> = {
  '.pdf': 'pdf',
  '.html': 'html',
  '.csv': 'csv',
};

/** `ectopy report`: the report of a recording's reading, filled in as the window last saved it. */
export function reportCommand(program: Command): void {
  program
    .command('report')
    .description('write the report of a recording of the library as PDF, HTML or CSV')
    .argument('<recording>', 'name or id, as the library has it')
    .requiredOption('--out <file>', 'file to write, ending in .pdf, .html or .csv', reportFile)
    .option('--library <folder>', 'library with the recording')
    .action(writeReport);
}

function reportFile(text: string): ReportFile {
  const format = FORMATS[path.extname(text).toLowerCase()];
  if (format === undefined) {
    throw new InvalidArgumentError('Give a name that ends in .pdf, .html or .csv.');
  }
  return { file: path.resolve(text), format };
}

async function writeReport(wanted: string, { out, library: chosen }: ReportOptions): Promise<void> {
  await refuseExisting(out.file);
  const folder = libraryFolder(chosen);
  const library = openLibrary(folder);
  const progress = createProgress('report');
  try {
    const { id: recordingId } = await recordingNamed(library, wanted, folder);
    const { jobId } = await library.request('report:write', { recordingId, ...out });
    await library.jobEnd(jobId, ({ stage, progress: fraction }) => {
      progress.report(stage, fraction);
    });
  } finally {
    progress.end();
    await library.close();
  }
  printText(out.file);
}
