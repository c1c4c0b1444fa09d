/** What a document was answered. */
export interface Reply<Data> {
  data: Data | null
  errors: readonly { message: string; extensions?: { code?: string } }[]
}
