import { BaseError } from '../errors/BaseError.ts'

/** Something stands already where a backup is to be written. It was left as it is. */
export class BackupExistsError extends BaseError {
  override name = 'BackupExistsError'

  constructor(parameters: { path: string }) {
    super(`There is a file ${parameters.path} already.`, {
      code: 'BACKUP_EXISTS',
      metaMessages: ['Write another name, or replace it with --force.'],
    })
  }
}
