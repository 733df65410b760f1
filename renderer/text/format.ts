/** Numbers and times are written alike on screens, in reports and on the command line. */
export * from '../../app/text/format.ts';
