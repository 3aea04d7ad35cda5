import { start } from './main.ts'

await start({ development: true })
