/** Said in the window, in every report and after every result on the command line. */
export const RESEARCH_USE = 'Research use. Not a medical device.';
