import { ensureBuilt } from './server-process.ts'

/** Before the first end-to-end test, so that no two of them build at once. */
export default ensureBuilt
