/** A mean signed error nearer to zero, in levels, is a matter of rounding: no page calls it a lean. */
export const LEAN = 0.1
