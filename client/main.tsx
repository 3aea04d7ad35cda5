import '@fontsource-variable/fraunces/opsz.css'
import '@fontsource-variable/inter/index.css'
import '@mantine/core/styles.layer.css'
import './styles/tokens.css'
import './styles/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Routes } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } })
// Vite leaves the page's nonce here; Mantine's style element needs it under the content security policy.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      deduplicateCssVariables
    >
      <QueryClientProvider client={queries}>
        <Routes />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
