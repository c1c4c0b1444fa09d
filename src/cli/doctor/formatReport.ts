import type { DoctorLine } from './DoctorLine.ts'
import type { DoctorReport } from './DoctorReport.ts'

/** One line per finding, the cure behind it, and a summary; for a person. */
export function formatReport(report: DoctorReport): string {
  const { pass, warn, fail, requests } = report
  const summary = `${pass} pass, ${warn} warn, ${fail} fail; ${requests} requests were sent.`
  return [...report.lines.map(formatLine), summary].map((line) => `${toOneLine(line)}\n`).join('')
}

function formatLine({ status, subject, check, text, cure }: DoctorLine): string {
  return `${status}  ${subject}  ${check}: ${text}${cure === undefined ? '' : ` ${cure}`}`
}

/** A line break or an escape in foreign text could forge a line of ours or steer the terminal. */
function toOneLine(text: string): string {
  return Array.from(text, (letter) => (letter < ' ' || letter === '\u007f' ? ' ' : letter)).join('')
}
