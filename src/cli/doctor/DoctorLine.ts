/** How one look turned out. Whatever is not well carries its cure, in one sentence. */
export type Finding =
  | { status: 'pass'; text: string; cure?: undefined }
  | { status: 'warn' | 'fail'; text: string; cure: string }

/** One line of the report. */
export type DoctorLine = Finding & {
  /** Kind of thing that was looked at. */
  scope: 'host' | 'chain' | 'endpoint' | 'contract'
  /** Name of its chain; absent for the host. */
  chain?: string
  /** Which one: `host`, a chain's name, an endpoint's label such as `base#1`, or a field of the config. */
  subject: string
  /** Name of the check, stable for machines. */
  check: string
}
