/** What stands between one thing of a list and the next. */
export const LIST_ENDS = /[,;:/|•\n–—]|\s-\s|\b(?:and|or)\b/i
