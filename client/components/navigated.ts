import { createContext } from 'react'

/** True once the person has gone from one page to another: only then does a page take the focus. */
export const Navigated = createContext(false)
