import type { Plugin } from 'graphql-yoga'

/**
 * Accepts POST bodies of `application/json` only. The other types that yoga reads (form fields, multipart, plain text)
 * need no CORS preflight, so that any web page could send them.
 */
export function useJsonBodies(): Plugin {
  return {
    onRequestParse({ request, endResponse, fetchAPI }) {
      if (request.method !== 'POST') return
      const contentType = request.headers.get('content-type') ?? ''
      if (contentType.split(';')[0]?.trim().toLowerCase() === 'application/json') return
      const errors = [
        {
          message: 'Send the operation as JSON, with the header `content-type: application/json`.',
          extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' },
        },
      ]
      endResponse(fetchAPI.Response.json({ errors }, { status: 415 }))
    },
  }
}
