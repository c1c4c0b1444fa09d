import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'

/**
 * Bytes of the main thread's heap, alive and garbage together, at which garbage is collected. V8 by itself lets a heap grow
 * to several times what is alive, so that memory would rise with the world several times over; so it rises with neither.
 */
const heapBytesAim = 128 * 1_048_576

/** A heap beyond that still grows by this share of what is alive, because a collection walks over all of it. */
const growthPercentMin = 40

/** A small one, that of a process which has just started, by no more than this. */
const growthPercentMax = 220

/**
 * Bounds how far the heaps of the process grow beyond what is alive, anew after every collection of the main thread's. The
 * threads' heaps are smaller and follow the same share. Call it before work begins.
 */
export function limitHeapGrowth(): void {
  setGrowth(growthPercentMax)
  const observer = new PerformanceObserver((list) => {
    if (!list.getEntries().some(isMajor)) return
    const percent = Math.round((100 * heapBytesAim) / getHeapStatistics().used_heap_size - 100)
    setGrowth(Math.min(growthPercentMax, Math.max(growthPercentMin, percent)))
  })
  observer.observe({ entryTypes: ['gc'] })
}

function isMajor(entry: PerformanceEntry): boolean {
  const detail: unknown = 'detail' in entry ? entry.detail : undefined
  const isOfCollection = typeof detail === 'object' && detail !== null && 'kind' in detail
  return isOfCollection && detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR
}

function setGrowth(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`)
}
