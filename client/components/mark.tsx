import styles from './mark.module.css'

/** The door of the green room, ajar, with the light on behind it. */
export function Mark({ size = 28, quiet = false }: { size?: number; quiet?: boolean }) {
  return (
    <svg
      className={quiet ? `${styles.mark} ${styles.quiet}` : styles.mark}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={styles.wall} width="32" height="32" rx="8" />
      <path className={styles.light} d="M10 25V8.5A1.5 1.5 0 0 1 11.5 7h9A1.5 1.5 0 0 1 22 8.5V25z" />
      <path className={styles.leaf} d="M10 7.4l6.6 2.5a1 1 0 0 1 .65.94v16.06a.8.8 0 0 1-1.08.75L10 25.3z" />
      <circle className={styles.knob} cx="14.9" cy="18" r="0.9" />
    </svg>
  )
}
