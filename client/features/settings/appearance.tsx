import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'

const SCHEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** The colour scheme, all three by name. Kept in this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      aria-label="Colours"
      size="md"
      data={SCHEMES}
      value={colorScheme}
      onChange={(value) => setColorScheme(value)}
    />
  )
}
