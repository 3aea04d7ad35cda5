import { Component, type ReactNode } from 'react'
import { Problem } from './problem.tsx'

interface State {
  error: unknown
  failed: boolean
}

/** Catches what a page throws while it renders, so that the header stays and there is a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null, failed: false }

  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true }
  }

  override render() {
    return this.state.failed ? <Problem error={this.state.error} headingLevel={1} /> : this.props.children
  }
}
