import { type MantineColorScheme, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import styles from './shell.module.css'

const SCHEMES = {
  auto: { name: 'as the system', next: 'light', Icon: IconDeviceDesktop },
  light: { name: 'light', next: 'dark', Icon: IconSun },
  dark: { name: 'dark', next: 'auto', Icon: IconMoon },
} as const satisfies Record<MantineColorScheme, unknown>

/** Goes round system, light and dark. One button, so that the header stays quiet; the settings page names all three. */
export function SchemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { name, next, Icon } = SCHEMES[colorScheme]
  const label = `Colours: ${name}. Change to ${SCHEMES[next].name}`
  return (
    <UnstyledButton className={styles.scheme} onClick={() => setColorScheme(next)} aria-label={label} title={label}>
      <Icon size={19} stroke={1.6} aria-hidden="true" />
    </UnstyledButton>
  )
}
