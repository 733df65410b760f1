/** A failure that the person at the terminal can do something about: printed without a stack. */
export class LaunchError extends Error {
  /**
   * @param {string} message what happened
   * @param {string} remedy what to do
   */
  constructor(message, remedy) {
    super(message);
    this.name = 'LaunchError';
    this.remedy = remedy;
  }
}
