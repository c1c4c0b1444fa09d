import type { SourcePackage } from './compileAgainst.ts'

/** What packages of bridges import without shipping it. */
export const openZeppelin: SourcePackage = {
  spec: '@openzeppelin/contracts@5.7.0',
  integrity:
    'sha512-IL2AZpI+7THMzt1u6Cxmc1zLwVnudtUGvrqXQ/HnbLKfQ/8dIWMMQPDwPIjRQzNrlAo4cxZaCGRB/XvwPo9ILA==',
  folders: ['access', 'interfaces', 'token', 'utils'],
}
