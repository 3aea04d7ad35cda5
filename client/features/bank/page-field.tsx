import { Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { type ChangeEvent, type DragEvent, type Ref, useId, useRef, useState } from 'react'
import { MAX_IMPORT_LENGTH } from '#contract/http.ts'
import styles from './import-page.module.css'

interface PageFieldProps {
  ref: Ref<HTMLTextAreaElement>
  value: string
  onChange: (text: string) => void
  invalid: boolean
}

/** Where the page is pasted, dropped or opened from a file. */
export function PageField({ ref, value, onChange, invalid }: PageFieldProps) {
  const id = useId()
  const file = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState('')

  const read = async (chosen: File | undefined) => {
    if (chosen === undefined) return
    // Four bytes a character at most; a larger file cannot be a page.
    if (chosen.size > MAX_IMPORT_LENGTH * 4) return setRefused(`${chosen.name} is too large to be a page of questions.`)
    const text = await readUtf8(chosen)
    if (text === null) {
      return setRefused(`${chosen.name} is not text in UTF-8. Save it as UTF-8, or copy the text and paste it here.`)
    }
    setRefused('')
    onChange(text)
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    void read(event.target.files?.[0])
    // The same file can be chosen again after it was mended.
    event.target.value = ''
  }
  const drop = (event: DragEvent) => {
    setOver(false)
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    void read(event.dataTransfer.files[0])
  }

  return (
    <div>
      <div className={styles.bar}>
        <label htmlFor={id} className={styles.label}>
          Your page
        </label>
        <input ref={file} type="file" accept=".txt,.md,text/plain" hidden onChange={choose} tabIndex={-1} />
        <Button
          variant="default"
          size="sm"
          leftSection={<IconUpload size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => file.current?.click()}
        >
          Open a text file
        </Button>
      </div>
      <textarea
        ref={ref}
        id={id}
        className={styles.field}
        data-over={over || undefined}
        aria-invalid={invalid}
        aria-errormessage={invalid ? 'import-problem' : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        placeholder="Paste the page here, or drop a text file"
        spellCheck={false}
        rows={18}
      />
      {refused !== '' && (
        <p className={styles.over} role="alert">
          {refused}
        </p>
      )}
    </div>
  )
}

/** The text byte for byte, or null where it is not UTF-8: a guess would put wrong characters into every answer. */
async function readUtf8(file: File): Promise<string | null> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}
