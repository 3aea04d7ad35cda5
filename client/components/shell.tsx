import { type ReactNode, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { ErrorBoundary } from './error-boundary.tsx'
import { Mark } from './mark.tsx'
import { Navigated } from './navigated.ts'
import { SchemeSwitch } from './scheme-switch.tsx'
import styles from './shell.module.css'

const NAV = [
  { href: '/', label: 'Practise', isHere: (at: string) => at === '/' || at.startsWith('/roles') },
  { href: '/sessions', label: 'Sessions', isHere: (at: string) => at.startsWith('/sessions') },
  { href: '/settings', label: 'Settings', isHere: (at: string) => at === '/settings' },
]

/** What surrounds every page: the header, the way to skip it, and a net under the page. */
export function Shell({ children }: { children: ReactNode }) {
  const [location] = useLocation()
  const first = useRef(location)
  const navigated = useRef(false)
  if (location !== first.current) navigated.current = true
  const frame = frameOf(location)

  return (
    <Navigated value={navigated.current}>
      {frame !== 'bare' && (
        <>
          <a className={styles.skip} href="#main">
            Skip to the content
          </a>
          <Header location={location} quiet={frame === 'quiet'} />
        </>
      )}
      <main id="main" tabIndex={-1} className={styles.main}>
        <ErrorBoundary key={location}>{children}</ErrorBoundary>
      </main>
    </Navigated>
  )
}

/** The room keeps only what one needs to leave it, a printed page nothing at all. */
function frameOf(location: string): 'full' | 'quiet' | 'bare' {
  if (/^\/sessions\/[^/]+\/print$/.test(location)) return 'bare'
  return /^\/sessions\/[^/]+$/.test(location) ? 'quiet' : 'full'
}

function Header({ location, quiet }: { location: string; quiet: boolean }) {
  return (
    <header className={quiet ? `${styles.header} ${styles.quiet}` : styles.header}>
      <Link href="/" className={styles.home} aria-label="Greenroom, to the roles">
        <Mark />
        <span className={styles.name}>Greenroom</span>
      </Link>
      {!quiet && (
        <nav className={styles.nav} aria-label="Main">
          {NAV.map(({ href, label, isHere }) => (
            <Link key={href} href={href} className={styles.link} aria-current={isHere(location) ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
      )}
      <SchemeSwitch />
    </header>
  )
}
