import type { ReportFormat } from '../../../app/contract/report.ts';
import type { AppError } from '../../../app/domain/app-error.ts';
import { EMPTY_REPORT_FORM, type ReportForm } from '../../../app/report/report-form.ts';
import { call, fetchBinary } from '../../bridge/bridge.ts';
import { asAppError } from '../../bridge/problem.ts';
import { REPORT_TEXT } from '../../text/report.ts';

/** The report of the open recording: its form, its pages as pictures, its files. */
export class ReportState {
  form = $state.raw<ReportForm>(EMPTY_REPORT_FORM);
  loaded = $state(false);
  /** Addresses of the pages' pictures, in order. */
  pages = $state.raw<readonly string[]>([]);
  /** Characters of the report that a PDF cannot show. */
  missing = $state.raw<readonly string[]>([]);
  layingOut = $state(false);
  message = $state('');
  problem = $state.raw<AppError | null>(null);

  readonly #recordingId: string;
  readonly #recordingName: string;
  #stale = false;
  #left = false;

  constructor(recording: { readonly id: string; readonly name: string }) {
    this.#recordingId = recording.id;
    this.#recordingName = recording.name;
  }

  async load(): Promise<void> {
    try {
      this.form = await call('report:form', { recordingId: this.#recordingId });
      this.loaded = true;
      await this.layOut();
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  /** Keeps the change, then shows what it makes of the report. */
  async change(change: Partial<ReportForm>): Promise<void> {
    this.form = { ...this.form, ...change };
    try {
      await call('report:save-form', { recordingId: this.#recordingId, form: this.form });
      await this.layOut();
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  /** Draws the pages anew; calls while that goes on become one more. */
  async layOut(): Promise<void> {
    this.#stale = true;
    if (this.layingOut) return;
    this.layingOut = true;
    try {
      while (this.#stale && !this.#left) {
        this.#stale = false;
        const { pages, missing } = await call('report:lay-out', { recordingId: this.#recordingId });
        this.missing = missing;
        const drawn = await Promise.all(
          Array.from({ length: pages }, (_, page) =>
            fetchBinary('report-page', { recordingId: this.#recordingId, page }),
          ),
        );
        this.#show(drawn.map((svg) => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })))); // prettier-ignore
      }
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
    } finally {
      this.layingOut = false;
    }
  }

  /** Asks where to, then starts the job that writes the file. */
  async write(format: ReportFormat): Promise<void> {
    try {
      const { path } = await call('app:pick-save-file', {
        name: REPORT_TEXT.fileName(this.#recordingName, format),
        extension: format,
      });
      if (path === null) return;
      await call('report:write', { recordingId: this.#recordingId, format, file: path });
      this.message = REPORT_TEXT.writing(path);
      this.problem = null;
    } catch (error) {
      this.problem = asAppError(error);
    }
  }

  dispose(): void {
    this.#left = true;
    this.#show([]);
  }

  #show(pages: readonly string[]): void {
    for (const old of this.pages) URL.revokeObjectURL(old);
    this.pages = pages;
  }
}
