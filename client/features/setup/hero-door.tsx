/** The mark, grown up: a door ajar, and light falling through it. Decoration. */
export function HeroDoor({ className }: { className: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 260 220" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="gr-door-beam" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--gr-hero-light)" stopOpacity="0.85" />
          <stop offset="1" stopColor="var(--gr-hero-light)" stopOpacity="0" />
        </linearGradient>
      </defs>
      <path d="M96 168h76l58 52H22z" fill="url(#gr-door-beam)" />
      <path d="M20 168h220" stroke="var(--gr-line)" strokeWidth="1.5" />
      <path d="M96 168V30a8 8 0 0 1 8-8h60a8 8 0 0 1 8 8v138z" fill="var(--gr-hero-light)" />
      <path d="M96 26l44 17a6 6 0 0 1 4 5.6v134a5 5 0 0 1-6.8 4.7L96 170z" fill="var(--gr-mark-wall)" />
      <circle cx="134" cy="112" r="3.5" fill="var(--gr-mark-light)" />
      <path
        d="M96 168V30a8 8 0 0 1 8-8h60a8 8 0 0 1 8 8v138"
        fill="none"
        stroke="var(--gr-mark-wall)"
        strokeWidth="5"
        strokeLinecap="round"
      />
    </svg>
  )
}
