import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const green: MantineColorsTuple = [
  '#eef5f1',
  '#dceae2',
  '#b7d6c6',
  '#84c9aa',
  '#5fae8c',
  '#43936f',
  '#327a5a',
  '#276a4e',
  '#1f5b46',
  '#164435',
]

// Mantine's own greys are cold; these lie between our paper and our ink, and for the dark between ink and green-black.
const gray: MantineColorsTuple = [
  '#f8f4ed',
  '#f3eee5',
  '#ebe5d9',
  '#e3dccf',
  '#d3cbbb',
  '#a8a192',
  '#8b8577',
  '#575e58',
  '#3a403c',
  '#1f2421',
]
const dark: MantineColorsTuple = [
  '#ece8df',
  '#c5c9c2',
  '#a6aea7',
  '#6f7c75',
  '#3a4741',
  '#2a3631',
  '#151e1a',
  '#0f1613',
  '#0b110e',
  '#070b09',
]

/**
 * Mantine works out the ink on a filled button for the light scheme alone; the tokens know both. `ink` is our own variant:
 * for what asks twice rather than invites.
 */
const variantColors: VariantColorsResolver = (input) => {
  const border = '1px solid transparent'
  if (input.variant === 'ink') {
    return { background: 'var(--gr-ink)', hover: 'var(--gr-ink)', color: 'var(--gr-paper)', border }
  }
  if (input.variant === 'filled' && (input.color ?? 'green') === 'green') {
    return { background: 'var(--gr-accent)', hover: 'var(--gr-accent-hover)', color: 'var(--gr-accent-ink)', border }
  }
  if (input.variant === 'subtle' && input.color === 'gray') {
    return { background: 'transparent', hover: 'var(--gr-sunken)', color: 'var(--gr-quiet)', border }
  }
  return defaultVariantColorsResolver(input)
}

/** Mantine in Greenroom's clothes. Colours and sizes come from styles/tokens.css; this only hands them on. */
export const theme = createTheme({
  primaryColor: 'green',
  white: '#fffdf9',
  black: '#1f2421',
  colors: { green, gray, dark },
  primaryShade: { light: 8, dark: 3 },
  variantColorResolver: variantColors,
  fontFamily: 'var(--gr-sans)',
  headings: { fontFamily: 'var(--gr-serif)', fontWeight: '560' },
  defaultRadius: 'md',
  radius: { md: 'var(--gr-radius)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontSizes: { xs: 'var(--gr-size-xs)', sm: 'var(--gr-size-sm)', md: 'var(--gr-size-md)', lg: 'var(--gr-size-lg)' },
  components: {
    Button: { defaultProps: { size: 'md' } },
    Menu: { defaultProps: { radius: 'md', shadow: 'md' } },
  },
})

export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--gr-paper)',
    '--mantine-color-text': 'var(--gr-ink)',
    '--mantine-color-dimmed': 'var(--gr-quiet)',
    '--mantine-color-placeholder': 'var(--gr-quiet)',
    '--mantine-color-default': 'var(--gr-surface)',
    '--mantine-color-default-hover': 'var(--gr-sunken)',
    '--mantine-color-default-color': 'var(--gr-ink)',
    '--mantine-color-default-border': 'var(--gr-line)',
    '--mantine-color-anchor': 'var(--gr-accent)',
    '--mantine-color-error': 'var(--gr-contradicted)',
  }
  return { variables: {}, light: shared, dark: shared }
}
