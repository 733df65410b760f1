import type { MeasureText, Page } from '../../app/report/marks.ts';
import { escapeXml, pageSvg } from '../../app/report/page-svg.ts';

/** One file that any browser shows and prints at true size: the pages as drawings, nothing fetched. */
export function htmlOf(pages: readonly Page[], title: string, measure: MeasureText): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeXml(title)}</title>`,
    '<style>body{margin:0;background:#e2e7ee}svg{display:block;margin:8mm auto;box-shadow:0 1px 4px #14181f33}',
    '@media print{@page{margin:0}body{background:none}svg{margin:0;box-shadow:none;break-after:page}}</style>',
    '</head><body>',
    ...pages.map((page) => pageSvg(page, measure)),
    '</body></html>',
  ].join('\n');
}
